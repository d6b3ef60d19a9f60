package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias for few tokens, as GPUs like it: many threads share the columns of a tile, each with several loads
 * under way, and add up through subgroups and workgroup memory. Reading the weights once, 16 bytes a thread and load, is
 * what it costs.
 */
public final class MatrixVectorKernel {

    /** Slices a thread loads before it uses the first. */
    public static final List<Integer> BATCHES = List.of(1, 2, 4);

    private MatrixVectorKernel() {}

    /**
     * A line with #u stands once for each slice of a batch. Grid: (⌈TILES / ROW_TILES⌉, tokens). Threads along the columns
     * must fill whole subgroups.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: ${batch} slices a thread and round; COLUMN_THREADS threads share a tile.
            enable subgroups;

            override COLUMN_THREADS: u32 = 32;
            override ROW_TILES: u32 = 1; // tiles of a workgroup
            override TILES: u32;
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<vec4f>;
            ${epilogue}

            ${input}
            ${layout}

            override PARTS: u32 = COLUMN_THREADS * ROW_TILES / 4; // no subgroup is smaller than 4
            var<workgroup> parts: array<vec4f, PARTS>;
            var<workgroup> part_squares: array<f32, PARTS>;

            @compute @workgroup_size(COLUMN_THREADS, ROW_TILES)
            fn main(
              @builtin(workgroup_id) group: vec3u,
              @builtin(local_invocation_id) local: vec3u,
              @builtin(local_invocation_index) thread: u32,
              @builtin(subgroup_size) subgroup_size: u32,
            ) {
              let token = group.y;
              let tile = min(group.x * ROW_TILES + local.y, TILES - 1);
              let start = token * X_STRIDE + X_OFFSET;
              var sums = vec4f();
              var squares = 0.0;
              for (var slice = local.x; slice < SLICES; slice += COLUMN_THREADS * ${batch}) {
                let slice#u = min(slice + #u * COLUMN_THREADS, SLICES - 1);
                let within#u = select(0.0, 1.0, slice + #u * COLUMN_THREADS < SLICES);
                let codes#u = codes_at(tile, slice#u);
                let scales#u = scales_at(tile, slice#u / GROUP_SLICES);
                let raw_low#u = x[start + slice#u * 2];
                let raw_high#u = x[start + slice#u * 2 + 1];
                squares += within#u * (squares_of(raw_low#u) + squares_of(raw_high#u));
                let low#u = gained(raw_low#u, slice#u * 2);
                let high#u = gained(raw_high#u, slice#u * 2 + 1);
                sums += within#u * scales#u.scale * products(codes#u, low#u, high#u);
                if (WITH_MINIMUM) { sums += within#u * scales#u.minimum * dot(low#u + high#u, vec4f(1)); }
              }
              sums = subgroupAdd(sums);
              squares = subgroupAdd(squares);
              if (thread % subgroup_size == 0) {
                parts[thread / subgroup_size] = sums;
                part_squares[thread / subgroup_size] = squares;
              }
              workgroupBarrier();
              if (local.x == 0 && group.x * ROW_TILES + local.y < TILES) {
                var y = vec4f();
                squares = 0;
                let count = COLUMN_THREADS / subgroup_size;
                for (var i = 0u; i < count; i++) {
                  y += parts[local.y * count + i];
                  squares += part_squares[local.y * count + i];
                }
                store(token, tile, bias[tile] + y * norm_factor(squares));
              }
            }
            """;

    public static String name(GpuLayout layout, int batch, MatrixInput input, Epilogue epilogue) {
        return "matrix-vector." + layout.name().toLowerCase(Locale.ROOT) + "." + batch + "." + epilogue.suffix()
                + input.suffix();
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (int batch : BATCHES) {
                for (Epilogue epilogue : Epilogue.values()) {
                    kernels.add(kernel(layout, batch, MatrixInput.PLAIN, epilogue));
                    if (MatrixInput.NORMED.goesWith(epilogue)) {
                        kernels.add(kernel(layout, batch, MatrixInput.NORMED, epilogue));
                    }
                }
            }
        }
        return kernels;
    }

    private static Kernel kernel(GpuLayout layout, int batch, MatrixInput input, Epilogue epilogue) {
        var fillings = Map.of(
                "batch", Integer.toString(batch),
                "layout", LayoutWgsl.decode(layout) + "\n" + ProductsWgsl.multiply(layout),
                "input", input.wgsl(),
                "epilogue", epilogue.wgsl());
        return Kernel.of(name(layout, batch, input, epilogue), Unroll.each(Template.fill(TEXT, fillings), 'u', batch));
    }
}
