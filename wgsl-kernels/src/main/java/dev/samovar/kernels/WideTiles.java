package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.Map;

/**
 * The texts of {@link MatrixTilesKernel}'s large blocks. Both factors lie in workgroup memory by columns, x four tokens and
 * weights a tile's four rows at a time; {@link WideRounds} multiplies them.
 *
 * @param rows of weights a workgroup
 * @param buffers of columns that take turns
 */
record WideTiles(int rows, int buffers) {
    static final WideTiles LARGE = new WideTiles(128, 1);

    /** A second buffer for 128 rows would not fit in 32 KB. */
    static final WideTiles MEDIUM = new WideTiles(96, 2);

    static final int TOKENS = 128;

    /** Loads of x a round, of two columns and four tokens each. */
    private static final int LOADS = WideRounds.COLUMNS / 2 * TOKENS / 4;

    /** Threads along the tiles, two each. */
    private int across() {
        return rows / 8;
    }

    /** Each has 8 tokens, and a quarter of a tile and slice to load. */
    int threads() {
        return TOKENS / 8 * across();
    }

    /** Loads of x a thread and round. */
    int loads() {
        return (LOADS + threads() - 1) / threads();
    }

    /** Threads whose last load of x there is. */
    int lastLoads() {
        return LOADS - (loads() - 1) * threads();
    }

    /** Workgroup memory, in bytes: each column of x and of weights, and padding against bank conflicts. */
    int memory() {
        return buffers * WideRounds.COLUMNS * (TOKENS / 4 + 1 + rows / 4 + 1) * 16;
    }

    private static final String TEXT = """
            // y = x * weights^T + bias: a workgroup takes 128 tokens and ${rows} rows, a thread 8 tokens and 2 tiles of 4 rows.
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

            const ACROSS = ${across}u; // threads along the tiles
            const X_PITCH = 33u; // of a column in workgroup memory
            const W_PITCH = 2 * ACROSS + 1;

            var<workgroup> xs: array<vec4f, ${columns} * X_PITCH>; // [column][4 tokens]
            var<workgroup> ws: array<vec4f, ${columns} * W_PITCH>; // [column][tile]

            // of x as vec2s
            fn place(token: u32) -> u32 { return (min(token, ROWS - 1) * X_STRIDE + X_OFFSET) * 2; }

            @compute @workgroup_size(${threads})
            fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
              let first_token = group.x * 128;
              let first_tile = group.y * 2 * ACROSS;
              let across = thread % ACROSS;
              let down = thread / ACROSS;
              var c#t_0 = vec4f();
              var c#t_1 = vec4f();

              // loads: two columns of four tokens of x, in turns of all threads, and two columns of a tile of weights
              let load#i = (thread + #i * ${threads}) % 256; // after the last, the first ones again, from caches
              let x#i_#j = place(first_token + load#i / 8 * 4 + #j) + load#i % 8;
              let to_x#i = load#i % 8 * 2 * X_PITCH + load#i / 8;
              let part = thread % 4;
              let half = thread / 4 % 2; // slice of the round
              let tile = min(first_tile + thread / 8, TILES - 1);
              let to_w = (half * 8 + part * 2) * W_PITCH + thread / 8;
              var loaded#i_#j = x[x#i_#j];
              var codes = codes_at(tile, half, part);
              var scales = scales_at(tile, half / GROUP_SLICES);

            ${rounds}

              let token#t = first_token + #t / 4 * 64 + down * 4 + #t % 4;
              let tile0 = first_tile + across;
              let tile1 = first_tile + across + ACROSS;
              if (token#t < ROWS && tile0 < TILES) { store(token#t, tile0, bias[tile0] + base(token#t, tile0) + c#t_0); }
              if (token#t < ROWS && tile1 < TILES) { store(token#t, tile1, bias[tile1] + base(token#t, tile1) + c#t_1); }
            }
            """;

    String text(GpuLayout layout, Epilogue epilogue) {
        var fillings = Map.of(
                "rows", Integer.toString(rows),
                "across", Integer.toString(across()),
                "threads", Integer.toString(threads()),
                "columns", Integer.toString(buffers * WideRounds.COLUMNS),
                "rounds", WideRounds.text(this),
                "layout", LayoutWgsl.decode(layout),
                "pairs", PairsWgsl.decode(layout),
                "epilogue", epilogue.wgsl());
        String text = Unroll.each(Unroll.each(Template.fill(TEXT, fillings), 'n', 2), 'i', loads());
        return Unroll.each(Unroll.each(text, 'j', 4), 't', 8);
    }
}
