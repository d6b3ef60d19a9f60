package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias for prefill with activations in eight bits, as {@link QuantizeKernel} leaves them: weights of four or
 * eight bits are multiplied as they are, four at a time, and 32 columns' exact sum is scaled once. Blocks pass through
 * workgroup memory as in {@link MatrixTilesKernel}.
 */
public final class MatrixInt8Kernel {

    /** Blocks offered. Small ones keep a wide GPU busy where there are few rows. */
    public enum Block {
        WIDE(64, 128),
        SMALL(64, 64);

        /** Of a thread. */
        private static final int TOKENS = 8;

        private static final int TILES = 2;

        private final int tokens;
        private final int rows;

        Block(int tokens, int rows) {
            this.tokens = tokens;
            this.rows = rows;
        }

        /** Tokens a workgroup. */
        public int tokens() {
            return tokens;
        }

        /** Rows of weights a workgroup. */
        public int rows() {
            return rows;
        }

        int threads() {
            return tokens / TOKENS * (rows / 4 / TILES);
        }
    }

    private MatrixInt8Kernel() {}

    /** Whether there are kernels for weights of this layout with this many columns to a scale. */
    public static boolean takes(GpuLayout layout, int group) {
        return group == QuantizeKernel.GROUP
                && switch (layout) {
                    case Q4, Q4_MIN, Q8 -> true;
                    case F16, F32 -> false;
                };
    }

    /** Whether codes come apart by nibbles, so that x must have their order. */
    public static boolean nibbles(GpuLayout layout) {
        return layout == GpuLayout.Q4 || layout == GpuLayout.Q4_MIN;
    }

    /**
     * A line with #m stands once for each token of a thread, #n for each tile, #x for each load of x, #w for each of
     * weights. Grid: (⌈tokens / block tokens⌉, ⌈4·TILES / block rows⌉): tokens first, so that neighbours share weights.
     *
     * <p>Tiles in workgroup memory are swapped around, differently for every four columns, so that the threads that store
     * a tile's columns meet different banks.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias, x in eight bits: a workgroup takes ${tokens} tokens and ${rows} rows.
            requires packed_4x8_integer_dot_product;

            override TILES: u32;
            override ROWS: u32; // tokens x and y have room for
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<vec4u>; // for 32 columns: codes, codes, (scale, scale * sum of codes)
            ${epilogue}

            ${layout}

            ${codes}

            const TOKENS = ${tokens}u;
            const WIDTH = ${rows}u / 4; // tiles of a workgroup
            const ACROSS = WIDTH / ${n}; // threads along the tiles
            const DOWN = TOKENS / ${m}; // threads along the tokens
            const THREADS = ACROSS * DOWN;

            var<workgroup> xs: array<vec4u, 2 * TOKENS * 2>; // [2][token][16 columns]: two buffers take turns
            var<workgroup> ws: array<vec4u, 2 * 8 * WIDTH>; // [2][4 columns][tile]
            var<workgroup> x_scales: array<vec2f, 2 * TOKENS>;
            var<workgroup> w_scales: array<Scales, 2 * WIDTH>;

            fn products(x: u32, w: vec4u) -> vec4i {
              return vec4i(dot4I8Packed(x, w.x), dot4I8Packed(x, w.y), dot4I8Packed(x, w.z), dot4I8Packed(x, w.w));
            }

            const ZERO = vec4i(0x4b400000); // the bits of 12582912.0: a sum on top becomes a float without conversion

            fn scaled(sum: vec4i, x: vec2f, w: Scales) -> vec4f {
              let value = (bitcast<vec4f>(sum) - vec4f(12582912)) * x.x * w.scale;
              if (HAS_MINIMUM) {
                return fma(vec4f(x.y), w.minimum, value);
              }
              return value;
            }

            @compute @workgroup_size(${threads})
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let first_token = group.x * TOKENS;
              let first_tile = group.y * WIDTH;
              let across = thread % ACROSS;
              let down = thread / ACROSS;
              var c#m_#n = vec4f();

              let x#x = min(first_token + (thread + #x * THREADS) / 2, ROWS - 1) * X_STRIDE + X_OFFSET + thread % 2;
              let scale_x = min(first_token + min(thread, TOKENS - 1), ROWS - 1) * X_STRIDE + X_OFFSET + 2;
              let word = thread % 8; // of weights: four columns
              let tile#w = min(first_tile + (thread + #w * THREADS) / 8, TILES - 1);
              let scale_tile = min(first_tile + min(thread, WIDTH - 1), TILES - 1);
              var loaded#x = x[x#x];
              var x_scale = x[scale_x].xy;
              var codes#w = codes_at(tile#w, word);
              var w_scale = scales_at(scale_tile, 0);

              var buffer = 0u;
              for (var columns = 0u; columns < SLICES / 4; columns++) {
                let from_x = buffer * TOKENS;
                let from_w = buffer * WIDTH;
                xs[from_x * 2 + thread + #x * THREADS] = loaded#x;
                ws[from_w * 8 + word * WIDTH + (((thread + #w * THREADS) / 8) ^ word)] = bytes_of(codes#w, word);
                if (thread < TOKENS) { x_scales[from_x + thread] = bitcast<vec2f>(x_scale); }
                if (thread < WIDTH) { w_scales[from_w + thread] = w_scale; }
                workgroupBarrier(); // the other buffer was read before the barrier to come

                let next = min(columns + 1, SLICES / 4 - 1);
                loaded#x = x[x#x + next * 3];
                x_scale = x[scale_x + next * 3].xy;
                codes#w = codes_at(tile#w, next * 8 + word);
                w_scale = scales_at(scale_tile, next);

                var d#m_#n = ZERO;
                for (var half = 0u; half < 2; half++) {
                  let a#m = xs[(from_x + down + #m * DOWN) * 2 + half];
                  ${words}
                }
                let sx#m = x_scales[from_x + down + #m * DOWN];
                let sw#n = w_scales[from_w + across + #n * ACROSS];
                c#m_#n += scaled(d#m_#n, sx#m, sw#n);
                buffer = 1 - buffer;
              }

              let token#m = first_token + down + #m * DOWN;
              let tile_out#n = first_tile + across + #n * ACROSS;
              if (token#m < ROWS && tile_out#n < TILES) { store(token#m, tile_out#n, bias[tile_out#n] + base(token#m, tile_out#n) + c#m_#n); }
            }
            """;

    private static final String WORD = """
            { // four columns of 16
                    let word = half * 4 + #j;
                    let b#n = ws[from_w * 8 + word * WIDTH + (across ^ word) + #n * ACROSS];
                    d#m_#n += products(a#m[#j], b#n);
                  }
            """;

    /** {@code codes_at(tile, word) -> vec4u}: what holds four columns of a tile, {@code bytes_of(codes, word)}: these. */
    private static final String NIBBLES = """
            fn codes_at(tile: u32, word: u32) -> vec4u {
              return weights[tile * SLICES + word / 2];
            }

            fn bytes_of(codes: vec4u, word: u32) -> vec4u {
              return (codes >> vec4u(4 * (word % 2))) & vec4u(0x0f0f0f0f);
            }
            """;

    private static final String BYTES = """
            fn codes_at(tile: u32, word: u32) -> vec4u {
              return weights[tile * SLICES * 2 + word];
            }

            fn bytes_of(codes: vec4u, word: u32) -> vec4u {
              return codes;
            }
            """;

    public static String name(GpuLayout layout, Block block, Epilogue epilogue) {
        return "matrix-int8." + layout.name().toLowerCase(Locale.ROOT) + "." + block.tokens() + "x" + block.rows() + "."
                + epilogue.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Block block : Block.values()) {
                for (Epilogue epilogue : Epilogue.OF_FLOATS) {
                    if (takes(layout, QuantizeKernel.GROUP)) {
                        kernels.add(kernel(layout, block, epilogue));
                    }
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, Epilogue epilogue) {
        var words = new StringBuilder();
        for (int j = 0; j < 4; j++) {
            words.append(j > 0 ? "      " : "").append(WORD.replace("#j", Integer.toString(j)));
        }
        var fillings = Map.of(
                "tokens", Integer.toString(block.tokens()),
                "rows", Integer.toString(block.rows()),
                "m", Integer.toString(Block.TOKENS),
                "n", Integer.toString(Block.TILES),
                "threads", Integer.toString(block.threads()),
                "words", words.toString(),
                "layout", LayoutWgsl.decode(layout),
                "codes", nibbles(layout) ? NIBBLES : BYTES,
                "epilogue", epilogue.wgsl());
        String unrolled = Unroll.each(Template.fill(TEXT, fillings), 'm', Block.TOKENS);
        unrolled = Unroll.each(unrolled, 'n', Block.TILES);
        unrolled = Unroll.each(unrolled, 'x', block.tokens() * 2 / block.threads());
        unrolled = Unroll.each(unrolled, 'w', block.rows() * 2 / block.threads());
        return Kernel.of(name(layout, block, epilogue), unrolled);
    }
}
