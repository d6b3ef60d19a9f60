package dev.samovar.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes one result of the parts that an attention split over the context leaves. */
public final class AttentionCombineKernel {
    private static final String NAME = "attention.combine";

    private AttentionCombineKernel() {}

    /** Grid: (⌈HEAD_DIM / 128⌉, HEADS, rows). */
    private static final String TEXT = """
            // y = sum of parts * 2^largest / sum of totals * 2^largest; one thread takes two features of a head.
            override HEADS: u32;
            override HEAD_DIM: u32;
            override WINDOW: u32 = 0;
            override UNSPLIT: u32;
            override MIN_SPLIT: u32;
            override MAX_SPLITS: u32;
            override Y_STRIDE: u32;

            const LOWEST = -1e30;

            ${row}

            @group(0) @binding(0) var<storage, read> rows: array<Row>;
            // [row][head][split]: HEAD_DIM sums, the largest score as a base-2 logarithm, the total weight
            @group(0) @binding(1) var<storage, read> parts: array<f32>;
            @group(0) @binding(2) var<storage, read_write> y: array<${y}>;

            @compute @workgroup_size(64)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let d = id.x * 2;
              if (d >= HEAD_DIM) {
                return;
              }
              let d1 = min(d + 1, HEAD_DIM - 1);
              let first = (id.z * HEADS + id.y) * MAX_SPLITS;
              let end = rows[id.z].position + 1;
              let splits = split_count(end - first_position(end));
              var largest = LOWEST;
              var sum = vec2f();
              var total = 0.0;
              var s = 0u;
              loop { // parts of the first splits are asked for before it is known how many there are
                let part#i = (first + min(s + #i, MAX_SPLITS - 1)) * (HEAD_DIM + 2);
                let sum#i = vec2f(parts[part#i + d], parts[part#i + d1]);
                let score#i = parts[part#i + HEAD_DIM];
                let total#i = parts[part#i + HEAD_DIM + 1];
                var grown = largest;
                grown = max(grown, select(LOWEST, score#i, s + #i < splits));
                let keep = exp2(largest - grown);
                sum *= keep;
                total *= keep;
                let weight#i = exp2(min(score#i - grown, 0));
                sum += select(vec2f(), sum#i * weight#i, s + #i < splits);
                total += select(0, total#i * weight#i, s + #i < splits);
                largest = grown;
                continuing {
                  s += 8;
                  break if s >= splits;
                }
              }
              if (splits == 1) { // done already
                return;
              }
              store(id.z * Y_STRIDE + id.y * HEAD_DIM + d, sum / total, d);
            }

            ${store}

            ${splits}
            """;

    public static String name(Numbers y) {
        return NAME + y.suffix();
    }

    static List<Kernel> variants() {
        return Arrays.stream(Numbers.values())
                .map(y -> Kernel.of(
                        name(y),
                        Template.fill(
                                Unroll.each(TEXT, 'i', 8),
                                Map.of(
                                        "row",
                                        StepWgsl.ROW,
                                        "splits",
                                        AttentionSplits.WGSL,
                                        "y",
                                        AttentionOutput.type(y),
                                        "store",
                                        AttentionOutput.wgsl(y)))))
                .toList();
    }
}
