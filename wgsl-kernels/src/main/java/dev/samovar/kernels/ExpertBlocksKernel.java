package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Multiplies pairs of token and expert by the expert's matrix, without barriers or subgroups. */
public final class ExpertBlocksKernel {

    /** Blocks offered: tiles of 4 rows and pairs a thread. More than one pair must come from {@link ExpertGroupKernel}. */
    public enum Block {
        SINGLE(2, 1),
        WIDE(2, 4);

        private final int tiles;
        private final int pairs;

        Block(int tiles, int pairs) {
            this.tiles = tiles;
            this.pairs = pairs;
        }

        public int tiles() {
            return tiles;
        }

        public int pairs() {
            return pairs;
        }
    }

    /** What becomes of the products. */
    public enum Role {
        /** probability · activation(gate) · up, of rows that alternate between gate and up. */
        GATED,
        /** The products themselves. */
        STORE
    }

    private ExpertBlocksKernel() {}

    /**
     * A line with #r stands once for each tile, one with #t for each pair. Grid: (⌈TILES / tiles / WORKGROUP⌉, pairs or
     * their blocks).
     */
    private static final String TEXT = """
            // y[pair] = expert's rows * x: a thread takes ${tiles} tiles of 4 rows of an expert and ${pairs} pairs that chose it.
            override WORKGROUP: u32 = 16;
            override TILES: u32; // of an expert
            override FIRST: u32 = 0; // the expert that weights begin with
            override EXPERTS: u32; // in weights; others have a launch of their own
            override PER_TOKEN: u32; // experts of a token
            override ROUTE_STRIDE: u32; // in Routes
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;
            override X_PAIRS: u32; // pairs that read the same row of x

            ${route}
            ${none}

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> routes: array<Route>;
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}
            ${blocks}

            ${layout}

            @compute @workgroup_size(WORKGROUP)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              ${pick}
              if (id.x * ${tiles} >= TILES || expert >= EXPERTS) {
                return;
              }
              let tile#r = expert * TILES + min(id.x * ${tiles} + #r, TILES - 1); // the last one again, where they run out
              let x#t = select(pair#t, pair0, pair#t == NONE) / X_PAIRS * X_STRIDE + X_OFFSET;
              var y#r_#t = vec4f();
              for (var group = 0u; group < SLICES / GROUP_SLICES; group++) {
                var sum#r_#t = vec4f();
                var total#t = vec4f();
                for (var slice = group * GROUP_SLICES; slice < (group + 1) * GROUP_SLICES; slice++) {
                  let low#t = x[x#t + slice * 2];
                  let high#t = x[x#t + slice * 2 + 1];
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
              if (pair#t != NONE && id.x * ${tiles} + #r < TILES) { store(pair#t, id.x * ${tiles} + #r, y#r_#t); }
            }
            """;

    private static final String PICK_PAIR = """
            let pair0 = id.y;
              let expert = routes[pair0 / PER_TOKEN * ROUTE_STRIDE + pair0 % PER_TOKEN].expert - FIRST;
            """;

    private static final String PICK_BLOCK = """
            let block = id.y * (1 + ${pairs});
              let expert = blocks[block] - FIRST;
              let pair#t = blocks[block + 1 + #t];
            """;

    private static final String BLOCKS = """
            @group(0) @binding(4) var<storage, read> blocks: array<u32>;
            """;

    private static final String STORE = """
            override Y_STRIDE: u32; // from a pair to the next, in vec4s

            @group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

            fn store(pair: u32, tile: u32, sums: vec4f) {
              y[pair * Y_STRIDE + tile] = sums;
            }
            """;

    public static String name(GpuLayout layout, Block block, Role role) {
        return "expert-blocks." + layout.name().toLowerCase(Locale.ROOT) + "." + block.tiles() + "x" + block.pairs()
                + "." + role.name().toLowerCase(Locale.ROOT);
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Block block : Block.values()) {
                for (Role role : Role.values()) {
                    kernels.add(kernel(layout, block, role));
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Block block, Role role) {
        boolean alone = block.pairs() == 1;
        String text = TEXT.replace("${pick}", (alone ? PICK_PAIR : PICK_BLOCK).stripTrailing());
        String unrolled = Unroll.each(Unroll.each(text, 'r', block.tiles()), 't', block.pairs());
        var fillings = Map.of(
                "tiles",
                Integer.toString(block.tiles()),
                "pairs",
                Integer.toString(block.pairs()),
                "route",
                ExpertWgsl.ROUTE,
                "none",
                ExpertWgsl.NONE,
                "blocks",
                alone ? "" : BLOCKS,
                "layout",
                LayoutWgsl.decode(layout),
                "epilogue",
                switch (role) {
                    case GATED -> ExpertWgsl.GATED;
                    case STORE -> STORE;
                });
        return Kernel.of(name(layout, block, role), Template.fill(unrolled, fillings));
    }
}
