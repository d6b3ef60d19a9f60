package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.Map;

/**
 * The text of {@link MatrixTilesKernel}'s large block. Both factors lie in workgroup memory by columns, x four tokens and
 * weights a tile's four rows at a time, and the 16 columns of a round are written out: compilers leave a loop over them as
 * it is, which takes half as long again.
 */
final class WideTiles {
    static final int TOKENS = 128;
    static final int ROWS = 128;
    private static final int COLUMNS = 16;

    private WideTiles() {}

    /** Workgroup memory, in bytes: each column of x and of weights, and padding against bank conflicts. */
    static int memory() {
        return COLUMNS * (TOKENS / 4 + 1 + ROWS / 4 + 1) * 16;
    }

    private static final String TEXT = """
            // y = x * weights^T + bias: a workgroup takes 128 tokens and 128 rows, a thread 8 tokens and 2 tiles of 4 rows.
            override TILES: u32;
            override ROWS: u32; // tokens x and y have room for
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<vec2f>; // two columns each
            ${epilogue}

            ${layout}

            ${pairs}

            const PITCH = 33u; // of a column in workgroup memory

            var<workgroup> xs: array<vec4f, 16 * PITCH>; // [column][4 tokens]
            var<workgroup> ws: array<vec4f, 16 * PITCH>; // [column][tile]

            // of x as vec2s
            fn place(token: u32) -> u32 { return (min(token, ROWS - 1) * X_STRIDE + X_OFFSET) * 2; }

            @compute @workgroup_size(256)
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let first_token = group.x * 128;
              let first_tile = group.y * 32;
              let across = thread % 16;
              let down = thread / 16;
              var c#t_0 = vec4f();
              var c#t_1 = vec4f();

              // loads: two columns of four tokens of x, two columns of a tile of weights
              let x#j = place(first_token + thread / 8 * 4 + #j) + thread % 8;
              let to_x = thread % 8 * 2 * PITCH + thread / 8;
              let part = thread % 4;
              let half = thread / 4 % 2; // slice of the round
              let tile = min(first_tile + thread / 8, TILES - 1);
              let to_w = (half * 8 + part * 2) * PITCH + thread / 8;
              var loaded#j = x[x#j];
              var codes = codes_at(tile, half, part);
              var scales = scales_at(tile, half / GROUP_SLICES);

              for (var slice = 0u; slice < SLICES; slice += 2) {
                xs[to_x] = vec4f(loaded0.x, loaded1.x, loaded2.x, loaded3.x);
                xs[to_x + PITCH] = vec4f(loaded0.y, loaded1.y, loaded2.y, loaded3.y);
                let pair = columns_of(codes, part, scales);
                ws[to_w] = pair[0];
                ws[to_w + PITCH] = pair[1];
                workgroupBarrier();

                let next = min(slice + 2, SLICES - 2);
                loaded#j = x[x#j + next * 4];
                codes = codes_at(tile, next + half, part);
                scales = scales_at(tile, (next + half) / GROUP_SLICES);
                ${columns}
                workgroupBarrier();
              }

              let token#t = first_token + #t / 4 * 64 + down * 4 + #t % 4;
              let tile0 = first_tile + across;
              let tile1 = first_tile + across + 16;
              if (token#t < ROWS && tile0 < TILES) { store(token#t, tile0, bias[tile0] + base(token#t, tile0) + c#t_0); }
              if (token#t < ROWS && tile1 < TILES) { store(token#t, tile1, bias[tile1] + base(token#t, tile1) + c#t_1); }
            }
            """;

    private static final String COLUMN = """
            {
              let a0 = xs[${k} * PITCH + down];
              let a1 = xs[${k} * PITCH + down + 16];
              let b#n = ws[${k} * PITCH + across + #n * 16];
              c0_#n = fma(vec4f(a0.x), b#n, c0_#n);
              c1_#n = fma(vec4f(a0.y), b#n, c1_#n);
              c2_#n = fma(vec4f(a0.z), b#n, c2_#n);
              c3_#n = fma(vec4f(a0.w), b#n, c3_#n);
              c4_#n = fma(vec4f(a1.x), b#n, c4_#n);
              c5_#n = fma(vec4f(a1.y), b#n, c5_#n);
              c6_#n = fma(vec4f(a1.z), b#n, c6_#n);
              c7_#n = fma(vec4f(a1.w), b#n, c7_#n);
            }
            """;

    static String text(GpuLayout layout, Epilogue epilogue) {
        var columns = new StringBuilder();
        for (int k = 0; k < COLUMNS; k++) {
            columns.append(COLUMN.replace("${k}", Integer.toString(k)));
        }
        var fillings = Map.of(
                "columns", columns.toString().indent(4).strip(),
                "layout", LayoutWgsl.decode(layout),
                "pairs", PairsWgsl.decode(layout),
                "epilogue", epilogue.wgsl());
        String text = Unroll.each(Unroll.each(Template.fill(TEXT, fillings), 'n', 2), 'j', 4);
        return Unroll.each(text, 't', 8);
    }
}
