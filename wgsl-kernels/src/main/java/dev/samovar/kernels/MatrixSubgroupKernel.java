package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * y = x · wᵀ + bias for prefill, by subgroup matrices ({@code chromium-experimental-subgroup-matrix}, f16 16×16×16 with
 * f32 sums): a workgroup takes a block of tokens × rows, x and the decoded weights pass through workgroup memory. Rows
 * there are padded against bank conflicts, and the next columns are loaded into registers while the current ones are
 * multiplied. A round's columns are written out, not looped over: compilers leave such loops as they are, which costs a
 * fifth. Sums take the place of x and weights in the end, 16 tokens of each subgroup at a time.
 */
public final class MatrixSubgroupKernel {

    /** Blocks offered. Small ones keep a wide GPU busy where there are few rows, deep ones have fewer rounds. */
    public enum Block {
        LARGE(128, 128, 32, 2, 2),
        DEEP(128, 128, 64, 2, 4),
        MIDDLE(64, 96, 64, 2, 3),
        SMALL(64, 64, 64, 2, 2);

        private final int tokens;
        private final int rows;
        private final int depth;
        private final int tokenSubgroups;
        private final int rowSubgroups;

        Block(int tokens, int rows, int depth, int tokenSubgroups, int rowSubgroups) {
            this.tokens = tokens;
            this.rows = rows;
            this.depth = depth;
            this.tokenSubgroups = tokenSubgroups;
            this.rowSubgroups = rowSubgroups;
        }

        /** Tokens a workgroup. */
        public int tokens() {
            return tokens;
        }

        /** Rows of weights a workgroup. */
        public int rows() {
            return rows;
        }

        /** Tokens × rows × columns a round. */
        public String size() {
            return tokens + "x" + rows + "x" + depth;
        }

        /** Threads of a workgroup: whole subgroups of 32. */
        public int threads() {
            return tokenSubgroups * rowSubgroups * 32;
        }

        /** Workgroup memory, in bytes. */
        public int memory() {
            int round = (tokens + rows) * (depth / 8 + 1);
            return 16 * Math.max(round, threads() / 32 * 16 * (tilesOfSubgroup() + 1));
        }

        private int tilesOfSubgroup() {
            return rows / rowSubgroups / 4;
        }
    }

    private MatrixSubgroupKernel() {}

    /**
     * A line with #m stands once for each 16 tokens of a subgroup, #n for each 16 rows, #x for each load of x, #r for each
     * row of a tile. Grid: (⌈tokens / block tokens⌉, ⌈4·TILES / block rows⌉): tokens first, so that neighbours share
     * weights.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: a workgroup takes ${tokens} tokens and ${rows} rows, its subgroups equal shares.
            enable f16;
            enable subgroups;
            enable chromium_experimental_subgroup_matrix;
            diagnostic(off, chromium.subgroup_matrix_uniformity);

            override TILES: u32;
            override ROWS: u32; // tokens x and y have room for
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            ${x}
            ${epilogue}
            ${numbers}

            ${layout}

            const DEPTH = ${slices}u; // slices a round
            const PITCH = DEPTH + 1; // of a row in workgroup memory, which has a slice in a vec4
            const WEIGHTS = ${tokens} * PITCH; // where they begin there
            const WIDTH = ${width}u; // tiles of a subgroup
            const SUM_PITCH = WIDTH + 1;
            override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

            var<workgroup> memory: array<vec4f, ${memory}>; // x and weights in halves, then sums

            fn x_at(token: u32, slice: u32) -> Row {
              let row = x_row(min(token, ROWS - 1) * X_STRIDE + X_OFFSET + min(slice, SLICES - 1) * 2);
              if (SHORT) { // a branch over the load would cost half the speed
                return Row(select(vec4h(), row[0], slice < SLICES), select(vec4h(), row[1], slice < SLICES));
              }
              return row;
            }

            fn bits_of(row: Row) -> vec4f {
              return bitcast<vec4f>(vec4u(bitcast<vec2u>(row[0]), bitcast<vec2u>(row[1])));
            }

            // of 16 tokens and WIDTH tiles
            fn store_sums(subgroup: u32, lane: u32, first_token: u32, first_tile: u32) {
              for (var i = lane; i < 16 * WIDTH; i += 32) {
                let token = first_token + i / WIDTH;
                let tile = first_tile + i % WIDTH;
                let sum = memory[(subgroup * 16 + i / WIDTH) * SUM_PITCH + i % WIDTH];
                if (token < ROWS && tile < TILES) {
                  store(token, tile, bias[tile] + base(token, tile) + sum / X_UNIT);
                }
              }
            }

            @compute @workgroup_size(${threads})
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let subgroup = subgroupBroadcastFirst(thread / 32)${bound};
              let first_token = group.x * ${tokens};
              let first_tile = group.y * ${rows} / 4;
              let m = subgroup % ${tokenSubgroups} * ${subgroupTokens};
              let n = subgroup / ${tokenSubgroups} * WIDTH * 4;
              var c#m_#n: subgroup_matrix_result<f32, 16, 16>;

              let row = thread / DEPTH; // of x in steps of ${step}; of weights in tiles
              let slice = thread % DEPTH;
              let tile = min(first_tile + row, TILES - 1);
              let row#x = row + #x * ${step};
              var x#x = x_at(first_token + row#x, slice);
              var codes = codes_at(tile, slice);
              var scales = half_scales_at(tile, slice / GROUP_SLICES);

              for (var k = 0u; k < SLICES; k += DEPTH) {
                ${put}
                memory[WEIGHTS + (row * 4 + #r) * PITCH + slice] = bits_of(row_halves(codes, scales, #r));
                workgroupBarrier();
                let next = k + DEPTH + slice;
                x#x = x_at(first_token + row#x, next);
                codes = codes_at(tile, min(next, SLICES - 1));
                scales = half_scales_at(tile, min(next, SLICES - 1) / GROUP_SLICES);
                ${products}
                workgroupBarrier();
              }
              ${results}
            }
            """;

    private static final String PUT = "memory[row#x * PITCH + slice] = bits_of(x#x);";

    /**
     * Whether compilers are told how many subgroups there are: that spares them checks of workgroup memory, 13 to 18 % of
     * the time on NVIDIA's, but where four subgroups gate, there it costs 10 %.
     */
    private static boolean isBounded(Block block, Epilogue epilogue) {
        return block != Block.LARGE || epilogue != Epilogue.GATED && epilogue != Epilogue.GATED_HALVES;
    }

    /** Of 16 columns. */
    private static final String PRODUCTS = """
            {
              let a#m = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&memory, (m + #m * 16) * PITCH + ${at}, PITCH);
              let b#n = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&memory, WEIGHTS + (n + #n * 16) * PITCH + ${at}, PITCH);
              c#m_#n = subgroupMatrixMultiplyAccumulate(a#m, b#n, c#m_#n);
            }
            """;

    private static final String X_FLOATS = """
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;

            const X_UNIT = 1.0;

            fn x_row(at: u32) -> Row { return Row(vec4h(x[at]), vec4h(x[at + 1])); }
            """;

    private static final String X_HALVES = """
            @group(0) @binding(2) var<storage, read> x: array<vec4u>;

            const X_UNIT = UNIT;

            fn x_row(at: u32) -> Row {
              let words = x[at / 2];
              return Row(bitcast<vec4h>(words.xy), bitcast<vec4h>(words.zw));
            }
            """;

    /** 16 tokens of each subgroup pass through workgroup memory, to meet the epilogue in tiles. */
    private static final String RESULT = """
            subgroupMatrixStore<row_major>(&memory, subgroup * 16 * SUM_PITCH + #n * 4, c${m}_#n, SUM_PITCH);
            workgroupBarrier();
            store_sums(subgroup, thread % 32, first_token + m + ${m} * 16, first_tile + n / 4);
            workgroupBarrier();
            """;

    /** @param input plain or halves */
    public static String name(GpuLayout layout, Block block, MatrixInput input, Epilogue epilogue) {
        return "matrix-subgroup." + layout.name().toLowerCase(Locale.ROOT) + "." + block.size() + "."
                + epilogue.suffix() + input.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : List.of(GpuLayout.Q4, GpuLayout.Q4_MIN, GpuLayout.Q8, GpuLayout.F16)) {
            for (Block block : Block.values()) {
                for (Epilogue epilogue : Epilogue.OF_MATRICES) {
                    Stream.of(MatrixInput.PLAIN, MatrixInput.HALVES)
                            .filter(input -> input.goesWith(epilogue))
                            .forEach(input -> kernels.add(kernel(layout, block, input, epilogue)));
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, MatrixInput input, Epilogue epilogue) {
        int tokens = block.tokens / block.tokenSubgroups / 16;
        int slices = block.depth / 8;
        int step = block.threads() / slices;
        boolean halves = input == MatrixInput.HALVES;
        var fillings = new HashMap<String, String>();
        fillings.put("tokens", Integer.toString(block.tokens));
        fillings.put("rows", Integer.toString(block.rows));
        fillings.put("threads", Integer.toString(block.threads()));
        fillings.put("bound", isBounded(block, epilogue) ? " % " + block.threads() / 32 : "");
        fillings.put("memory", Integer.toString(block.memory() / 16));
        fillings.put("slices", Integer.toString(slices));
        fillings.put("step", Integer.toString(step));
        fillings.put("tokenSubgroups", Integer.toString(block.tokenSubgroups));
        fillings.put("subgroupTokens", Integer.toString(tokens * 16));
        fillings.put("width", Integer.toString(block.tilesOfSubgroup()));
        boolean whole = block.tokens % step == 0; // whether all threads have as many rows of x
        fillings.put("put", whole ? PUT : "if (row#x < " + block.tokens + ") { " + PUT + " }");
        fillings.put("x", halves ? X_HALVES : X_FLOATS);
        fillings.put("numbers", halves || epilogue == Epilogue.GATED_HALVES ? Numbers.HALVES.wgsl() : "");
        fillings.put("layout", LayoutWgsl.OVERRIDES + "\n" + HalvesWgsl.decode(layout));
        fillings.put("epilogue", epilogue.wgsl());
        fillings.put("products", each(PRODUCTS, "${at}", slices / 2, 2, 4));
        fillings.put("results", each(RESULT, "${m}", tokens, 1, 2));
        String text = Unroll.each(Unroll.each(Template.fill(TEXT, fillings), 'm', tokens), 'r', 4);
        text = Unroll.each(Unroll.each(text, 'n', block.tilesOfSubgroup() / 4), 'x', (block.tokens + step - 1) / step);
        return Kernel.of(name(layout, block, input, epilogue), text);
    }

    /** The text so many times, its hole filled with multiples of a number, for a place indented so far. */
    private static String each(String text, String hole, int count, int factor, int indent) {
        var all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(text.replace(hole, Integer.toString(i * factor)));
        }
        return all.toString().indent(indent).strip();
    }
}
