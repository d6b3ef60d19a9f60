package dev.samovar.kernels;

import java.util.Locale;

/**
 * What a matrix kernel does with the four sums of a tile before it stores them: a WGSL function {@code store(token, tile,
 * sums)} with its bindings, from number 3 on. The bias is added before.
 */
public enum Epilogue {
    /** y = sums. */
    STORE("""
            override Y_STRIDE: u32; // in vec4s
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
            }
            """),

    /** y = residual + sums. */
    RESIDUAL("""
            override Y_STRIDE: u32; // in vec4s
            override Y_OFFSET: u32 = 0;
            override RESIDUAL_STRIDE: u32; // in vec4s
            override RESIDUAL_OFFSET: u32 = 0;

            @group(0) @binding(3) var<storage, read> residual: array<vec4f>;
            @group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = residual[token * RESIDUAL_STRIDE + RESIDUAL_OFFSET + tile] + sums;
            }
            """),

    /** y = activation(gate) · up, where the matrix's rows alternate between gate and up. */
    GATED("""
            override Y_STRIDE: u32; // in vec2s
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(3) var<storage, read_write> y: array<vec2f>;

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w);
            }

            """ + ActivationWgsl.TEXT);

    private final String wgsl;

    Epilogue(String wgsl) {
        this.wgsl = wgsl;
    }

    String wgsl() {
        return wgsl;
    }

    /** Part of the kernel's name. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }
}
