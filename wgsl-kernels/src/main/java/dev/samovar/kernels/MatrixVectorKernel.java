package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * y = x · wᵀ + bias for few tokens, as GPUs like it: many threads share the columns of a tile, each with several loads
 * under way, and add up through subgroups and workgroup memory. Reading the weights once, 16 bytes a thread and load, is
 * what it costs.
 */
public final class MatrixVectorKernel {

    private MatrixVectorKernel() {}

    /**
     * A line with #u stands once for each slice of a batch. Grid: (⌈TILES / ROW_TILES⌉, tokens). Threads along the columns
     * must fill whole subgroups.
     */
    private static final String TEXT = """
            // y = x * weights^T + bias: ${batch} slices a thread and round; COLUMN_THREADS threads share a tile.
            ${enable}
            override COLUMN_THREADS: u32 = 32;
            override ROW_TILES: u32 = 1; // tiles of a workgroup
            override TEAM: u32 = 0; // lanes of every subgroup, 4 to 32; 0: unknown
            override TILES: u32;
            override X_STRIDE: u32; // in vec4s
            override X_OFFSET: u32 = 0;
            override ROUND: u32 = COLUMN_THREADS * ${batch}; // slices
            override ROUNDS: u32 = (SLICES + ROUND - 1) / ROUND;
            override WHOLE: bool = SLICES % ROUND == 0; // whether no round is short

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> bias: array<vec4f>;
            @group(0) @binding(2) var<storage, read> x: array<${x}>;
            ${epilogue}
            ${numbers}

            ${input}
            ${layout}
            ${arithmetic}

            override PARTS: u32 = COLUMN_THREADS * ROW_TILES / 4; // no subgroup is smaller than 4
            var<workgroup> parts: array<vec4f, PARTS>;
            var<workgroup> part_squares: array<f32, PARTS>;

            // of a subgroup; halves of it trade rows first, which takes half the shuffles
            fn added(sums: vec4f, lane: u32) -> vec4f {
              if (TEAM == 0) {
                return subgroupAdd(sums);
              }
              let upper = (lane & (TEAM / 2)) != 0;
              let two = select(sums.xy, sums.zw, upper) + subgroupShuffleXor(select(sums.zw, sums.xy, upper), TEAM / 2);
              let odd = (lane & (TEAM / 4)) != 0;
              var row = select(two.x, two.y, odd) + subgroupShuffleXor(select(two.y, two.x, odd), TEAM / 4);
              if (TEAM > 16) { row += subgroupShuffleXor(row, 4); }
              if (TEAM > 8) { row += subgroupShuffleXor(row, 2); }
              if (TEAM > 4) { row += subgroupShuffleXor(row, 1); }
              return vec4f(
                subgroupShuffle(row, 0), subgroupShuffle(row, TEAM / 4),
                subgroupShuffle(row, TEAM / 2), subgroupShuffle(row, TEAM / 2 + TEAM / 4));
            }

            @compute @workgroup_size(COLUMN_THREADS, ROW_TILES)
            fn main(
              @builtin(workgroup_id) group: vec3u,
              @builtin(local_invocation_id) local: vec3u,
              @builtin(local_invocation_index) thread: u32,
              @builtin(subgroup_size) subgroup_size: u32,
              @builtin(subgroup_invocation_id) lane: u32,
            ) {
              let token = group.y;
              let tile = min(group.x * ROW_TILES + local.y, TILES - 1);
              let start = token * X_STRIDE + X_OFFSET;
              let start_of_sum = bias[tile] + base(token, tile); // asked for early: nothing waits for it in the end
              var sums = vec4f();
              var squares = 0.0;
              ${rounds}
              sums = added(sums, lane);
              squares = subgroupAdd(squares);
              if (TEAM != COLUMN_THREADS) {
                if (thread % subgroup_size == 0) {
                  parts[thread / subgroup_size] = sums;
                  part_squares[thread / subgroup_size] = squares;
                }
                workgroupBarrier();
                let count = COLUMN_THREADS / subgroup_size;
                sums = vec4f();
                squares = 0;
                for (var i = local.x % subgroup_size; i < count; i += subgroup_size) {
                  sums += parts[local.y * count + i];
                  squares += part_squares[local.y * count + i];
                }
                sums = added(sums, lane);
                squares = subgroupAdd(squares);
              }
              if (local.x == 0 && group.x * ROW_TILES + local.y < TILES) {
                store(token, tile, start_of_sum + sums * (norm_factor(squares) / X_UNIT));
              }
            }
            """;

    /** @param rounds where there is no kernel that writes them out, the one that loops has the name */
    public static String name(GpuLayout layout, VectorRounds rounds, MatrixInput input, Epilogue epilogue) {
        VectorRounds there = rounds.goWith(layout) ? rounds : rounds.looped();
        return "matrix-vector." + layout.name().toLowerCase(Locale.ROOT) + "." + there.suffix() + "."
                + epilogue.suffix() + read(layout, input).suffix();
    }

    /** Layouts that no kernel multiplies in halves have one kernel for what differs in that only. */
    private static MatrixInput read(GpuLayout layout, MatrixInput input) {
        if (MatrixInput.HALVES.multipliesHalves(layout)) {
            return input;
        }
        return switch (input) {
            case NORMED_HALVES -> MatrixInput.NORMED;
            case PACKED -> MatrixInput.HALVES;
            case GAINED_PACKED -> MatrixInput.GAINED;
            case PARTS_PACKED -> MatrixInput.PARTS;
            default -> input;
        };
    }

    static List<Kernel> variants() {
        List<Kernel> kernels = new ArrayList<>();
        for (GpuLayout layout : GpuLayout.values()) {
            for (MatrixInput input : MatrixInput.values()) {
                if (read(layout, input) == input && (layout != GpuLayout.F32 || !input.isHalves())) {
                    VectorRounds.ALL.stream()
                            .filter(rounds -> rounds.goWith(layout))
                            .forEach(rounds -> kernels.addAll(variants(layout, rounds, input)));
                }
            }
        }
        return kernels;
    }

    private static List<Kernel> variants(GpuLayout layout, VectorRounds rounds, MatrixInput input) {
        return Arrays.stream(Epilogue.values())
                .filter(epilogue -> input.goesWith(epilogue)
                        && (layout != GpuLayout.F32 || epilogue != Epilogue.GATED_HALVES)) // floats keep to floats
                .map(epilogue -> kernel(layout, rounds, input, epilogue))
                .toList();
    }

    private static Kernel kernel(GpuLayout layout, VectorRounds rounds, MatrixInput input, Epilogue epilogue) {
        boolean halves = input.multipliesHalves(layout);
        boolean packed = input.isHalves();
        var fillings = Map.of(
                "batch",
                Integer.toString(rounds.batch()),
                "rounds",
                rounds.wgsl(),
                "enable",
                halves ? "enable f16;\nenable subgroups;" : "enable subgroups;",
                "x",
                packed ? "vec4u" : "vec4f",
                "numbers",
                packed || halves || epilogue == Epilogue.GATED_HALVES ? Numbers.HALVES.wgsl() : "",
                "layout",
                LayoutWgsl.decode(layout) + "\n"
                        + (halves ? ProductsWgsl.multiplyHalves(layout) : ProductsWgsl.multiply(layout)),
                "arithmetic",
                VectorArithmetic.wgsl(input, halves),
                "input",
                input.wgsl(epilogue),
                "epilogue",
                epilogue.wgsl());
        return Kernel.of(
                name(layout, rounds, input, epilogue), Unroll.each(Template.fill(TEXT, fillings), 'u', rounds.batch()));
    }
}
