package dev.samovar.kernels;

import java.util.List;
import java.util.Locale;

/**
 * What a matrix kernel does with the four sums of a tile before it stores them: a WGSL function {@code store(token, tile,
 * sums)} with its bindings, from number 3 on. The bias and {@code base(token, tile)}, which may be asked for early but for
 * no other tile in between, are added before.
 */
public enum Epilogue {
    /** y = sums. */
    STORE("""
            override Y_STRIDE: u32; // in vec4s
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

            fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

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

            fn base(token: u32, tile: u32) -> vec4f { return residual[token * RESIDUAL_STRIDE + RESIDUAL_OFFSET + tile]; }

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
            }
            """),

    /** The same, and what the norm of y needs: y · gain as halves, and the sum of squares of each tile. */
    RESIDUAL_GAINED("""
            override Y_STRIDE: u32; // in vec4s
            override Y_OFFSET: u32 = 0;
            override RESIDUAL_STRIDE: u32; // in vec4s
            override RESIDUAL_OFFSET: u32 = 0;
            override GAINED_STRIDE: u32; // in vec4s of numbers
            override SQUARES_STRIDE: u32; // in vec4s

            @group(0) @binding(3) var<storage, read> residual: array<vec4f>;
            @group(0) @binding(4) var<storage, read_write> y: array<vec4f>;
            @group(0) @binding(5) var<storage, read> gain: array<vec4f>;
            @group(0) @binding(6) var<storage, read_write> gained_y: array<vec2u>;
            @group(0) @binding(7) var<storage, read_write> tile_squares: array<f32>;

            var<private> tile_gain: vec4f; // asked for early, for the tile that is stored next

            fn base(token: u32, tile: u32) -> vec4f {
              tile_gain = gain[tile];
              return residual[token * RESIDUAL_STRIDE + RESIDUAL_OFFSET + tile];
            }

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = sums;
              let scaled = sums * tile_gain;
              gained_y[token * GAINED_STRIDE + tile] = vec2u(halves_of(scaled.xy), halves_of(scaled.zw));
              tile_squares[token * SQUARES_STRIDE * 4 + tile] = dot(sums, sums);
            }
            """),

    /** y = activation(gate) · up, where the matrix's rows alternate between gate and up. */
    GATED("""
            override Y_STRIDE: u32; // in vec2s
            override Y_OFFSET: u32 = 0;

            @group(0) @binding(3) var<storage, read_write> y: array<vec2f>;

            fn base(token: u32, tile: u32) -> vec4f { return vec4f(); }

            fn store(token: u32, tile: u32, sums: vec4f) {
              y[token * Y_STRIDE + Y_OFFSET + tile] = vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w);
            }

            """ + ActivationWgsl.TEXT),

    /** The same as halves. */
    GATED_HALVES(GATED.wgsl
            .replace("array<vec2f>", "array<u32>")
            .replace(
                    "= vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w)",
                    "= halves_of(vec2f(activation(sums.x) * sums.y, activation(sums.z) * sums.w))")),

    /** Queries, keys and values in one: turned by their positions, keys and values put into a cache of floats. */
    TURNED_F32(TurnedEpilogue.wgsl(CacheType.F32)),

    /** The same for a cache of halves. */
    TURNED_F16(TurnedEpilogue.wgsl(CacheType.F16));

    /** Those that store floats. */
    static final List<Epilogue> OF_FLOATS = List.of(STORE, RESIDUAL, GATED);

    /** Those of prefill by subgroup matrices. */
    static final List<Epilogue> OF_MATRICES = List.of(STORE, RESIDUAL, GATED, GATED_HALVES);

    private final String wgsl;

    Epilogue(String wgsl) {
        this.wgsl = wgsl;
    }

    String wgsl() {
        return wgsl;
    }

    /** The number after its bindings. */
    int nextBinding() {
        return 3 + (int) wgsl.lines().filter(line -> line.contains("@binding(")).count();
    }

    /** The epilogue that gates into such numbers. */
    public static Epilogue gated(Numbers numbers) {
        return numbers == Numbers.HALVES ? GATED_HALVES : GATED;
    }

    /** The epilogue that appends to such a cache, of floats or halves. */
    public static Epilogue turned(CacheType cache) {
        return cache == CacheType.F16 ? TURNED_F16 : TURNED_F32;
    }

    /** Part of the kernel's name. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
