package dev.samovar.webgpu.device;

import dev.samovar.program.AttentionShape;
import dev.samovar.program.Batch;
import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.program.Rotary;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One attention with its rotation, over a few steps. Queries, keys and values come from embedding tables, one token for
 * every (sequence, position), so that the whole is a program.
 *
 * @param context positions that a sequence has room for
 * @param steps what each step runs: for each sequence its first position and how many, {@code {{0, 5}, {0, 9}}}
 */
record AttentionCase(AttentionShape shape, int rotaryDim, int context, int[][][] steps) {

    /** Its result is the attention's, [rows · heads · headDim]. */
    Program program() {
        var r = new Recorder();
        return r.program(attention(r), context);
    }

    /** Its result is that of a projection of the attention's to so many features. */
    Program projected(int features) {
        var r = new Recorder();
        return r.program(r.linearWithBias(attention(r), "o", features), context);
    }

    private Value attention(Recorder r) {
        int tokens = sequences() * context;
        int kvWidth = shape.kvHeads() * shape.headDim();
        var q = r.rope(r.embed("q", tokens, shape.heads() * shape.headDim()), rotary());
        var k = r.rope(r.embed("k", tokens, kvWidth), rotary());
        return r.attention(q, k, r.embed("v", tokens, kvWidth), shape);
    }

    private Rotary rotary() {
        List<Float> frequencies = IntStream.range(0, rotaryDim / 2)
                .mapToObj(i -> (float) Math.pow(10_000, -2.0 * i / rotaryDim))
                .toList();
        return new Rotary(shape.headDim(), frequencies, 1.25f);
    }

    int sequences() {
        return steps[0].length;
    }

    int pages() {
        return context / Batch.PAGE;
    }

    List<Batch> batches() {
        return IntStream.range(0, steps.length).mapToObj(i -> batch(steps[i])).toList();
    }

    private Batch batch(int[][] runs) {
        List<Integer> sequences = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int s = 0; s < runs.length; s++) {
            for (int i = 0; i < runs[s][1]; i++) {
                sequences.add(s);
                positions.add(runs[s][0] + i);
            }
        }
        int rows = sequences.size();
        return new Batch(
                IntStream.range(0, rows)
                        .map(t -> sequences.get(t) * context + positions.get(t))
                        .toArray(),
                positions.stream().mapToInt(p -> p).toArray(),
                sequences.stream().mapToInt(s -> s).toArray(),
                IntStream.range(0, runs.length).mapToObj(this::pages).toList(),
                IntStream.range(0, rows).toArray());
    }

    /** Pages of the sequences interleaved and backwards: nothing may rely on their order. */
    private int[] pages(int sequence) {
        return IntStream.range(0, pages())
                .map(i -> (pages() - 1 - i) * sequences() + sequence)
                .toArray();
    }
}
