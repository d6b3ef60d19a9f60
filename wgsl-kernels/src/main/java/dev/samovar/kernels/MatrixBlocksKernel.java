package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias without barriers or subgroups: a thread owns a block of rows and tokens. What software adapters run
 * fast, where loads cost most, and what runs anywhere.
 */
public final class MatrixBlocksKernel {

    /** Blocks offered: tiles of 4 rows and tokens a thread. */
    public enum Block {
        SINGLE(1, 1),
        TALL(2, 1),
        TALLER(4, 1),
        WIDE(2, 4),
        WIDER(4, 8);

        private final int tiles;
        private final int tokens;

        Block(int tiles, int tokens) {
            this.tiles = tiles;
            this.tokens = tokens;
        }

        public int tiles() {
            return tiles;
        }

        public int tokens() {
            return tokens;
        }

        /** Whether there are kernels that normalise their input: for single tokens. */
        public boolean norms() {
            return tokens == 1;
        }
    }

    private MatrixBlocksKernel() {}

    /**
     * A line with #r stands once for each tile, one with #t for each token. Grid: (⌈TILES / tiles / WORKGROUP⌉, ⌈tokens /
     * tokens of a block⌉).
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: a thread takes ${tiles} tiles of 4 rows and ${tokens} tokens, on its own.
            override WORKGROUP: u32 = 16;
            override TILES: u32;
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}

            ${input}
            ${layout}

            @compute @workgroup_size(WORKGROUP)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              if (id.x * ${tiles} >= TILES) {
                return;
              }
              let token = id.y * ${tokens};
              let tile#r = min(id.x * ${tiles} + #r, TILES - 1); // the last one again, where they run out
              let x#t = (token + #t) * X_STRIDE + X_OFFSET;
              var y#r_#t = vec4f();
              var squares#t = 0.0;
              for (var group = 0u; group < SLICES / GROUP_SLICES; group++) {
                var sum#r_#t = vec4f();
                var total#t = vec4f();
                for (var slice = group * GROUP_SLICES; slice < (group + 1) * GROUP_SLICES; slice++) {
                  let raw_low#t = x[x#t + slice * 2];
                  let raw_high#t = x[x#t + slice * 2 + 1];
                  squares#t += slice_squares(token + #t, slice, raw_low#t, raw_high#t);
                  let low#t = gained(raw_low#t, slice * 2);
                  let high#t = gained(raw_high#t, slice * 2 + 1);
                  if (HAS_MINIMUM) { total#t += low#t + high#t; }
                  let scaled_low#t = low#t * X_LOW;
                  let scaled_high#t = high#t * X_HIGH;
                  let w#r = tile_at(tile#r, slice);
                  sum#r_#t += w#r.low * scaled_low#t + w#r.high * scaled_high#t;
                }
                let scales#r = scales_at(tile#r, group);
                y#r_#t += scales#r.scale * sum#r_#t;
                if (HAS_MINIMUM) { y#r_#t += scales#r.minimum * dot(total#t, vec4f(1)); }
              }
              if (id.x * ${tiles} + #r < TILES) { store(token + #t, tile#r, bias[tile#r] + base(token + #t, tile#r) + y#r_#t * norm_factor(squares#t)); }
            }
            """;

    public static String name(GpuLayout layout, Block block, MatrixInput input, Epilogue epilogue) {
        return "matrix-blocks." + layout.name().toLowerCase(Locale.ROOT) + "." + block.tiles() + "x" + block.tokens()
                + "." + epilogue.suffix() + input.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Block block : Block.values()) {
                for (Epilogue epilogue : Epilogue.OF_FLOATS) {
                    kernels.add(kernel(layout, block, MatrixInput.PLAIN, epilogue));
                    if (block.norms() && MatrixInput.NORMED.goesWith(epilogue)) {
                        kernels.add(kernel(layout, block, MatrixInput.NORMED, epilogue));
                    }
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, MatrixInput input, Epilogue epilogue) {
        String unrolled = Unroll.each(Unroll.each(TEXT, 'r', block.tiles()), 't', block.tokens());
        var fillings = Map.of(
                "tiles", Integer.toString(block.tiles()),
                "tokens", Integer.toString(block.tokens()),
                "layout", LayoutWgsl.decode(layout),
                "input", input.wgsl(epilogue),
                "epilogue", epilogue.wgsl());
        return Kernel.of(name(layout, block, input, epilogue), Template.fill(unrolled, fillings));
    }
}
