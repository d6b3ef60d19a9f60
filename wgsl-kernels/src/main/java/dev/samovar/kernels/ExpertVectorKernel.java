package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Multiplies few tokens by their experts' matrices, as GPUs like it: many threads share the columns of a tile, each with
 * several loads under way. To sum experts, their columns count as one long row.
 */
public final class ExpertVectorKernel {

    /** What becomes of the products. */
    public enum Role {
        /** Those of each pair: probability · activation(gate) · up, of rows that alternate between gate and up. */
        GATED,
        /** y = sum over a token's experts. */
        STORE,
        /** y = residual + sum over a token's experts. */
        RESIDUAL
    }

    /** Slices a thread loads before it uses the first. */
    private static final int BATCH = 2;

    private ExpertVectorKernel() {}

    /**
     * A line with #u stands once for each slice of a batch. Grid: (⌈TILES / ROW_TILES⌉, tokens, PER_TOKEN / SLOTS). Threads
     * along the columns must fill whole subgroups.
     */
    private static final String TEXT = """
            // y = experts' rows * x: COLUMN_THREADS threads share a tile of 4 rows, and sum SLOTS of a token's experts.
            enable subgroups;

            override COLUMN_THREADS: u32 = 32;
            override ROW_TILES: u32 = 1; // tiles of a workgroup
            override TILES: u32; // of an expert
            override FIRST: u32 = 0; // the expert that weights begin with
            override EXPERTS: u32; // in weights; others have a launch of their own, or SLOTS is 1
            override PER_TOKEN: u32; // experts of a token
            override SLOTS: u32; // 1 or PER_TOKEN
            override ROUTE_STRIDE: u32; // in Routes
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;
            override X_SLOT: u32; // from a slot to the next

            ${route}

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> routes: array<Route>;
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}

            ${layout}

            override COLUMNS: u32 = SLOTS * SLICES;
            override PARTS: u32 = COLUMN_THREADS * ROW_TILES / 4; // no subgroup is smaller than 4
            var<workgroup> parts: array<vec4f, PARTS>;

            @compute @workgroup_size(COLUMN_THREADS, ROW_TILES)
            fn main(
              @builtin(workgroup_id) group: vec3u,
              @builtin(num_workgroups) grid: vec3u,
              @builtin(local_invocation_id) local: vec3u,
              @builtin(local_invocation_index) thread: u32,
              @builtin(subgroup_size) subgroup_size: u32,
            ) {
              let token = group.y;
              let first_slot = group.z * SLOTS;
              let tile = min(group.x * ROW_TILES + local.y, TILES - 1);
              let start = token * X_STRIDE + X_OFFSET;
              var sums = vec4f();
              for (var column = local.x; column < COLUMNS; column += COLUMN_THREADS * ${batch}) {
                let column#u = min(column + #u * COLUMN_THREADS, COLUMNS - 1);
                let within#u = select(0.0, 1.0, column + #u * COLUMN_THREADS < COLUMNS);
                let slot#u = first_slot + column#u / SLICES;
                let slice#u = column#u % SLICES;
                let tile#u = min(expert_at(token, slot#u), EXPERTS - 1) * TILES + tile;
                let codes#u = codes_at(tile#u, slice#u);
                let scales#u = scales_at(tile#u, slice#u / GROUP_SLICES);
                let low#u = x[start + slot#u * X_SLOT + slice#u * 2] * within#u;
                let high#u = x[start + slot#u * X_SLOT + slice#u * 2 + 1] * within#u;
                sums += scales#u.scale * products(codes#u, low#u, high#u);
                if (WITH_MINIMUM) { sums += scales#u.minimum * dot(low#u + high#u, vec4f(1)); }
              }
              sums = subgroupAdd(sums);
              if (thread % subgroup_size == 0) {
                parts[thread / subgroup_size] = sums;
              }
              workgroupBarrier();
              if (local.x == 0 && group.x * ROW_TILES + local.y < TILES && expert_at(token, first_slot) < EXPERTS) {
                var y = vec4f();
                let count = COLUMN_THREADS / subgroup_size;
                for (var i = 0u; i < count; i++) {
                  y += parts[local.y * count + i];
                }
                store(token * grid.z + group.z, tile, base(token * grid.z + group.z, tile) + y);
              }
            }

            fn expert_at(token: u32, slot: u32) -> u32 {
              return routes[token * ROUTE_STRIDE + slot].expert - FIRST;
            }
            """;

    public static String name(GpuLayout layout, Role role) {
        return "expert-vector." + layout.name().toLowerCase(Locale.ROOT) + "."
                + role.name().toLowerCase(Locale.ROOT);
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (Role role : Role.values()) {
                kernels.add(kernel(layout, role));
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, Role role) {
        var fillings = Map.of(
                "batch",
                Integer.toString(BATCH),
                "route",
                ExpertWgsl.ROUTE,
                "layout",
                LayoutWgsl.decode(layout) + "\n" + ProductsWgsl.multiply(layout),
                "epilogue",
                switch (role) {
                    case GATED -> ExpertWgsl.GATED;
                    case STORE -> Epilogue.STORE.wgsl();
                    case RESIDUAL -> Epilogue.RESIDUAL.wgsl();
                });
        return Kernel.of(name(layout, role), Unroll.each(Template.fill(TEXT, fillings), 'u', BATCH));
    }
}
