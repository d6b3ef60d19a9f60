package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias for prefill on GPUs without subgroup matrices: a workgroup takes a block of tokens × rows, x and the
 * decoded weights pass through workgroup memory, and a thread keeps the sums of many tokens × rows in registers. While
 * one round's columns are multiplied, the next ones' are on their way.
 */
public final class MatrixTilesKernel {
    /** Columns a round: two slices. */
    private static final int DEPTH = 16;

    /** Blocks offered. Small ones keep a wide GPU busy where there are few rows. */
    public enum Block {
        LARGE(WideTiles.TOKENS, WideTiles.LARGE.rows(), 8, 2),
        MEDIUM(WideTiles.TOKENS, WideTiles.MEDIUM.rows(), 8, 2),
        SMALL(64, 64, 8, 1);

        private final int tokens;
        private final int rows;
        private final int threadTokens;
        private final int threadTiles;

        Block(int tokens, int rows, int threadTokens, int threadTiles) {
            this.tokens = tokens;
            this.rows = rows;
            this.threadTokens = threadTokens;
            this.threadTiles = threadTiles;
        }

        /** Tokens a workgroup. */
        public int tokens() {
            return tokens;
        }

        /** Rows of weights a workgroup. */
        public int rows() {
            return rows;
        }

        public int threads() {
            return tokens / threadTokens * (rows / 4 / threadTiles);
        }

        /** Workgroup memory, in bytes. */
        public int memory() {
            return switch (this) {
                case LARGE -> WideTiles.LARGE.memory();
                case MEDIUM -> WideTiles.MEDIUM.memory();
                case SMALL -> 2 * (tokens + rows) * DEPTH * 4;
            };
        }
    }

    private MatrixTilesKernel() {}

    /**
     * A line with #m stands once for each token of a thread, #n for each tile, #x for each load of x, #w for each of
     * weights. Grid: (⌈tokens / block tokens⌉, ⌈4·TILES / block rows⌉): tokens first, so that neighbours share weights.
     *
     * <p>Tiles in workgroup memory are swapped around, differently for every other column, so that the threads that store
     * a tile's columns meet different banks.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: a workgroup takes ${tokens} tokens and ${rows} rows, a thread ${m} tokens and ${n} tiles of 4 rows.
            override TILES: u32;
            override ROWS: u32; // tokens x and y have room for
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}

            ${layout}

            ${pairs}

            const TOKENS = ${tokens}u;
            const WIDTH = ${rows}u / 4; // tiles of a workgroup
            const ACROSS = WIDTH / ${n}; // threads along the tiles
            const DOWN = TOKENS / ${m}; // threads along the tokens
            const QUADS = ACROSS * DOWN / 4; // threads that share a token of x or a tile of weights when loading

            var<workgroup> xs: array<vec4f, 2 * TOKENS * 4>; // [2][token][columns / 4]: two buffers take turns
            var<workgroup> ws: array<vec4f, 2 * 16 * WIDTH>; // [2][column][tile]

            @compute @workgroup_size(${threads})
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let first_token = group.x * TOKENS;
              let first_tile = group.y * WIDTH;
              let across = thread % ACROSS;
              let down = thread / ACROSS;
              var c#m_#n = vec4f();

              let quad = thread / 4;
              let part = thread % 4; // four columns of x, or two of weights
              let x#x = min(first_token + quad + #x * QUADS, ROWS - 1) * X_STRIDE + X_OFFSET + part;
              let slice#w = (quad + #w * QUADS) % 2;
              let tile#w = min(first_tile + (quad + #w * QUADS) / 2, TILES - 1);
              var loaded#x = x[x#x];
              var codes#w = codes_at(tile#w, slice#w, part);
              var scales#w = scales_at(tile#w, slice#w / GROUP_SLICES);

              var buffer = 0u;
              for (var slice = 0u; slice < SLICES; slice += 2) {
                let from_x = buffer * TOKENS * 4;
                let from_w = buffer * 16 * WIDTH;
                xs[from_x + thread + #x * 4 * QUADS] = loaded#x;
                let pair#w = columns_of(codes#w, part, scales#w);
                let at#w = from_w + (slice#w * 8 + part * 2) * WIDTH + (((quad + #w * QUADS) / 2) ^ (slice#w * 4 + part));
                ws[at#w] = pair#w[0];
                ws[at#w + WIDTH] = pair#w[1];
                workgroupBarrier(); // the other buffer was read before the barrier to come

                let next = min(slice + 2, SLICES - 2);
                loaded#x = x[x#x + next * 2];
                codes#w = codes_at(tile#w, next + slice#w, part);
                scales#w = scales_at(tile#w, (next + slice#w) / GROUP_SLICES);

                for (var k = 0u; k < 16; k += 4) {
                  let a#m = xs[from_x + (down + #m * DOWN) * 4 + k / 4];
                  ${columns}
                }
                buffer = 1 - buffer;
              }

              let token#m = first_token + down + #m * DOWN;
              let tile_out#n = first_tile + across + #n * ACROSS;
              if (token#m < ROWS && tile_out#n < TILES) { store(token#m, tile_out#n, bias[tile_out#n] + base(token#m, tile_out#n) + c#m_#n); }
            }
            """;

    private static final String COLUMN = """
            { // column k + #k
                    let b#n = ws[from_w + (k + #k) * WIDTH + (across ^ ((k + #k) / 2)) + #n * ACROSS];
                    c#m_#n = fma(vec4f(a#m[#k]), b#n, c#m_#n);
                  }
            """;

    public static String name(GpuLayout layout, Block block, Epilogue epilogue) {
        return "matrix-tiles." + layout.name().toLowerCase(Locale.ROOT) + "." + block.tokens() + "x" + block.rows()
                + "." + epilogue.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Block block : Block.values()) {
                for (Epilogue epilogue : Epilogue.OF_FLOATS) {
                    if (layout != GpuLayout.F32) {
                        kernels.add(kernel(layout, block, epilogue));
                    }
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, Epilogue epilogue) {
        String text = switch (block) {
            case LARGE -> WideTiles.LARGE.text(layout, epilogue);
            case MEDIUM -> WideTiles.MEDIUM.text(layout, epilogue);
            case SMALL -> text(layout, block, epilogue);
        };
        return Kernel.of(name(layout, block, epilogue), text);
    }

    private static String text(GpuLayout layout, Block block, Epilogue epilogue) {
        var columns = new StringBuilder();
        for (int k = 0; k < 4; k++) {
            columns.append(k > 0 ? "      " : "").append(COLUMN.replace("#k", Integer.toString(k)));
        }
        var fillings = Map.of(
                "tokens", Integer.toString(block.tokens()),
                "rows", Integer.toString(block.rows()),
                "m", Integer.toString(block.threadTokens),
                "n", Integer.toString(block.threadTiles),
                "threads", Integer.toString(block.threads()),
                "columns", columns.toString(),
                "layout", LayoutWgsl.decode(layout),
                "pairs", PairsWgsl.decode(layout),
                "epilogue", epilogue.wgsl());
        String unrolled = Unroll.each(Template.fill(TEXT, fillings), 'm', block.threadTokens);
        unrolled = Unroll.each(unrolled, 'n', block.threadTiles);
        unrolled = Unroll.each(unrolled, 'x', block.tokens() * DEPTH / 4 / block.threads());
        return Unroll.each(unrolled, 'w', block.rows() * DEPTH / 8 / block.threads());
    }
}
