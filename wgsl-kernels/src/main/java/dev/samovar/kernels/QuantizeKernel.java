package dev.samovar.kernels;

import java.util.List;

/**
 * Activations in eight bits for {@link MatrixInt8Kernel}: for every token and 32 columns a record of three vec4&lt;u32&gt;s,
 * 32 codes and, as floats, scale and scale · Σ codes. The scale is the largest magnitude / 127, as llama.cpp has it.
 */
public final class QuantizeKernel {
    public static final String NAME = "quantize";

    public static final int WORKGROUP = 64;

    /** Columns that share a scale. */
    public static final int GROUP = 32;

    /** Words of a record. */
    public static final int RECORD = 12;

    private QuantizeKernel() {}

    /** A line with #s stands once for each slice of eight columns. Grid: (⌈GROUPS / 64⌉, tokens). */
    private static final String TEXT = """
            // y = x in eight bits, a scale for each 32 columns; a thread takes 32 columns.
            requires packed_4x8_integer_dot_product;

            override GROUPS: u32; // of 32 columns
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;
            override Y_STRIDE: u32; // in vec4s
            override NIBBLES: bool; // columns of 8 in the order 0, 4, 1, 5, 2, 6, 3, 7, as codes of 4 bits come apart

            @group(0) @binding(0) var<storage, read> x: array<vec4f>;
            @group(0) @binding(1) var<storage, read_write> y: array<vec4u>;

            fn largest_of(v: vec4f) -> f32 {
              return max(max(abs(v.x), abs(v.y)), max(abs(v.z), abs(v.w)));
            }

            fn packed(low: vec4i, high: vec4i) -> vec2u {
              if (NIBBLES) {
                return vec2u(pack4xI8(vec4i(low.x, high.x, low.y, high.y)), pack4xI8(vec4i(low.z, high.z, low.w, high.w)));
              }
              return vec2u(pack4xI8(low), pack4xI8(high));
            }

            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              if (id.x >= GROUPS) {
                return;
              }
              let at = id.y * X_STRIDE + X_OFFSET + id.x * 8;
              let low#s = x[at + #s * 2];
              let high#s = x[at + #s * 2 + 1];
              var largest = 1e-30; // so that zeros have a finite factor
              largest = max(largest, max(largest_of(low#s), largest_of(high#s)));
              let factor = 127 / largest;
              let low_codes#s = vec4i(round(low#s * factor));
              let high_codes#s = vec4i(round(high#s * factor));
              var sums = vec4i();
              sums += low_codes#s + high_codes#s;
              let words#s = packed(low_codes#s, high_codes#s);
              let scale = largest / 127;
              let sum = scale * f32(sums.x + sums.y + sums.z + sums.w);
              let record = id.y * Y_STRIDE + id.x * 3;
              y[record] = vec4u(words0, words1);
              y[record + 1] = vec4u(words2, words3);
              y[record + 2] = vec4u(bitcast<u32>(scale), bitcast<u32>(sum), 0, 0);
            }
            """;

    static List<Kernel> variants() {
        return List.of(Kernel.of(NAME, Unroll.each(TEXT, 's', GROUP / 8)));
    }
}
