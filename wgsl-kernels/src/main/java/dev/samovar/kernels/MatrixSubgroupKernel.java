package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias for prefill, by subgroup matrices ({@code chromium-experimental-subgroup-matrix}, f16 16×16×16 with
 * f32 sums): a workgroup of four subgroups takes a block of tokens × rows, x and the decoded weights pass through
 * workgroup memory. Rows there are padded against bank conflicts, and the next columns are loaded into registers while
 * the current ones are multiplied.
 */
public final class MatrixSubgroupKernel {

    /** Threads: four subgroups of 32. */
    public static final int WORKGROUP = 128;

    /** Blocks offered. Small ones keep a wide GPU busy where there are few rows. */
    public enum Block {
        LARGE(128, 32),
        SMALL(64, 64);

        private final int size;
        private final int depth;

        Block(int size, int depth) {
            this.size = size;
            this.depth = depth;
        }

        /** Tokens, and rows of weights, a workgroup. */
        public int size() {
            return size;
        }

        /** Slices of 8 columns a round. */
        int slices() {
            return depth / 8;
        }

        /** Workgroup memory, in bytes. */
        public int memory() {
            return 2 * size * (depth + 8) * 2 + 4 * 16 * size / 2 * 4;
        }
    }

    private MatrixSubgroupKernel() {}

    /**
     * A line with #m stands once for each 16 tokens of a subgroup, #n for each 16 rows, #x for each load of x. Grid:
     * (⌈tokens / size⌉, ⌈4·TILES / size⌉): tokens first, so that neighbours share weights.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: a workgroup takes ${size} tokens and ${size} rows, each of its 4 subgroups a quarter.
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
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}

            ${layout}

            const SIZE = ${size}u;
            const DEPTH = ${slices}u; // slices a round
            const PITCH = DEPTH * 2 + 2; // of a row in workgroup memory, in vec4s
            const HALF = SIZE / 2; // tokens, and rows, of a subgroup
            override SHORT: bool = SLICES % DEPTH != 0; // whether the last round is

            var<workgroup> xs: array<vec4h, SIZE * PITCH>;
            var<workgroup> ws: array<vec4h, SIZE * PITCH>;
            var<workgroup> sums: array<f32, 4 * 16 * HALF>;

            fn x_at(token: u32, slice: u32) -> Row {
              let at = min(token, ROWS - 1) * X_STRIDE + X_OFFSET + min(slice, SLICES - 1) * 2;
              let row = Row(vec4h(x[at]), vec4h(x[at + 1]));
              if (SHORT) {
                let within = vec4h(select(0h, 1h, slice < SLICES)); // a branch here would cost half the speed
                return Row(row[0] * within, row[1] * within);
              }
              return row;
            }

            fn store_sums(subgroup: u32, lane: u32, first_token: u32, first_tile: u32) {
              for (var i = lane; i < 4 * HALF; i += 32) {
                let token = first_token + i / (HALF / 4);
                let tile = first_tile + i % (HALF / 4);
                let at = subgroup * 16 * HALF + i * 4;
                if (token < ROWS && tile < TILES) {
                  store(token, tile, bias[tile] + vec4f(sums[at], sums[at + 1], sums[at + 2], sums[at + 3]));
                }
              }
            }

            @compute @workgroup_size(128)
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let subgroup = subgroupBroadcastFirst(thread / 32);
              let first_token = group.x * SIZE;
              let first_tile = group.y * SIZE / 4;
              let m = subgroup % 2 * HALF;
              let n = subgroup / 2 * HALF;
              var c#m_#n: subgroup_matrix_result<f32, 16, 16>;

              let row = thread / DEPTH; // of x in steps of 128 / DEPTH; of weights in tiles
              let slice = thread % DEPTH;
              let tile = min(first_tile + row, TILES - 1);
              let row#x = row + #x * (128 / DEPTH);
              var x#x = x_at(first_token + row#x, slice);
              var codes = codes_at(tile, slice);
              var scales = scales_at(tile, slice / GROUP_SLICES);

              for (var k = 0u; k < SLICES; k += DEPTH) {
                xs[row#x * PITCH + slice * 2] = x#x[0];
                xs[row#x * PITCH + slice * 2 + 1] = x#x[1];
                for (var r = 0u; r < 4; r++) {
                  let values = row_halves(codes, scales, r);
                  ws[(row * 4 + r) * PITCH + slice * 2] = values[0];
                  ws[(row * 4 + r) * PITCH + slice * 2 + 1] = values[1];
                }
                workgroupBarrier();
                let next = k + DEPTH + slice;
                x#x = x_at(first_token + row#x, next);
                codes = codes_at(tile, min(next, SLICES - 1));
                scales = scales_at(tile, min(next, SLICES - 1) / GROUP_SLICES);
                for (var d = 0u; d < DEPTH * 2; d += 4) {
                  let a#m = subgroupMatrixLoad<subgroup_matrix_left<f16, 16, 16>, row_major>(&xs, (m + #m * 16) * PITCH + d, PITCH);
                  let b#n = subgroupMatrixLoad<subgroup_matrix_right<f16, 16, 16>, col_major>(&ws, (n + #n * 16) * PITCH + d, PITCH);
                  c#m_#n = subgroupMatrixMultiplyAccumulate(a#m, b#n, c#m_#n);
                }
                workgroupBarrier();
              }
              ${results}
            }
            """;

    /** One strip of 16 tokens after the other passes through workgroup memory, to meet the epilogue in tiles. */
    private static final String RESULTS = """
              subgroupMatrixStore<row_major>(&sums, subgroup * 16 * HALF + #n * 16, c#s_#n, HALF);
              workgroupBarrier();
              store_sums(subgroup, thread % 32, first_token + m + #s * 16, first_tile + n / 4);
              workgroupBarrier();
            """;

    public static String name(GpuLayout layout, Block block, Epilogue epilogue) {
        return "matrix-subgroup." + layout.name().toLowerCase(Locale.ROOT) + "." + block.size() + "."
                + epilogue.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Block block : Block.values()) {
                for (Epilogue epilogue : Epilogue.values()) {
                    if (layout != GpuLayout.F32) {
                        kernels.add(kernel(layout, block, epilogue));
                    }
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, Epilogue epilogue) {
        int fragments = block.size() / 32;
        var results = new StringBuilder();
        for (int m = 0; m < fragments; m++) {
            results.append(RESULTS.replace("#s", Integer.toString(m)));
        }
        var fillings = Map.of(
                "size", Integer.toString(block.size()),
                "slices", Integer.toString(block.slices()),
                "layout", LayoutWgsl.decode(layout) + HalvesWgsl.decode(layout),
                "epilogue", epilogue.wgsl(),
                "results", results.toString());
        String unrolled = Unroll.each(Template.fill(TEXT, fillings), 'm', fragments);
        unrolled = Unroll.each(Unroll.each(unrolled, 'n', fragments), 'x', block.size() * block.slices() / WORKGROUP);
        return Kernel.of(name(layout, block, epilogue), unrolled);
    }
}
