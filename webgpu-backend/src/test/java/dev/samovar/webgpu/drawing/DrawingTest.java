package dev.samovar.webgpu.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.Step;
import dev.samovar.engine.Step.Draw;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.Noise;
import dev.samovar.sampling.Sampler;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens drawn on the GPU against the CPU's sampler, on random logits and token histories. */
@ExtendWith(SoftwareGpu.class)
class DrawingTest {
    private static final int DRAWS = 8;
    private static final int CONTEXT = 200;
    private static final int[] ALL = {};

    private final Random random = new Random(5);

    private static SamplerSettings cut(float temperature, int topK, float topP, float minP) {
        return new SamplerSettings(temperature, topK, topP, minP, 1, 0, 0, Map.of(), 11);
    }

    private static Draw draw(SamplerSettings settings) {
        return new Draw(settings, 0, ALL, LogProbabilities.OFF, false);
    }

    private int[] mask(int vocabulary, double share) {
        int[] words = new int[(vocabulary + 31) / 32];
        for (int token = 0; token < vocabulary; token++) {
            words[token / 32] |= (random.nextDouble() < share ? 1 : 0) << token % 32;
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void draws(int threads, Gpu gpu) {
        int vocabulary = 5003;
        var penalties = new SamplerSettings(0, 0, 1, 0, 1.3f, 0.4f, 0.2f, Map.of(), 0);
        var everything = new SamplerSettings(
                0.8f, 50, 0.9f, 0.01f, 1.2f, 0.1f, -0.3f, Map.of(3, 4f, 4000, 6f, 17, -100f, 5002, 5f), 99);
        check(
                gpu,
                threads,
                vocabulary,
                3,
                List.of(
                        draw(SamplerSettings.greedy()),
                        new Draw(SamplerSettings.greedy(), 0, mask(vocabulary, 0.02), LogProbabilities.OFF, false),
                        new Draw(penalties, 3, ALL, LogProbabilities.OFF, false),
                        draw(cut(1, 0, 1, 0)),
                        draw(cut(1.7f, 0, 1, 0.05f)),
                        new Draw(everything, 1, mask(vocabulary, 0.5), LogProbabilities.OFF, false),
                        new Draw(cut(0.7f, 0, 1, 0), 0, mask(vocabulary, 0.001), LogProbabilities.OFF, false)));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void cuts(int threads, Gpu gpu) {
        int vocabulary = 5003;
        for (int round = 0; round < 4; round++) {
            check(
                    gpu,
                    threads,
                    vocabulary,
                    1 + round,
                    List.of(
                            draw(cut(1, 40, 1, 0)),
                            draw(cut(1, 0, 0.9f, 0)),
                            draw(cut(1, 40, 0.9f, 0)),
                            draw(cut(2, 2000, 0.999f, 0)),
                            draw(cut(0.01f, 1, 1, 0)),
                            draw(cut(3, 4999, 0.5f, 0.001f)),
                            draw(cut(1, 5, 0.3f, 0)),
                            draw(cut(100, 1000, 0.01f, 0))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void aLargeVocabulary(int threads, Gpu gpu) {
        check(
                gpu,
                threads,
                151_936,
                3,
                List.of(draw(SamplerSettings.greedy()), draw(cut(1, 20, 0.8f, 0)), draw(cut(1, 0, 0.95f, 0))));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void equalLogitsAndImpossibleDraws(int threads, Gpu gpu) {
        int vocabulary = 70;
        float[] equal = new float[DRAWS * 72];
        int[] nothing = new int[3];
        Drawn drawn = run(
                gpu,
                threads,
                vocabulary,
                equal,
                new int[DRAWS * (CONTEXT + 1)],
                List.of(
                        draw(SamplerSettings.greedy()),
                        draw(cut(1, 3, 0.5f, 0)),
                        new Draw(SamplerSettings.greedy(), 0, nothing, LogProbabilities.OFF, false),
                        new Draw(cut(1, 3, 0.5f, 0), 0, nothing, LogProbabilities.OFF, false)));
        float[] logits = new float[vocabulary];
        int tied = Sampler.draw(logits, cut(1, 3, 0.5f, 0), new int[0], ALL, 1 + CONTEXT / 2 + 1);
        assertArrayEquals(new int[] {0, tied, Sampler.NONE, Sampler.NONE}, drawn.tokens());
    }

    /** Rows of ordinary logits, of few tokens, of tokens alike; the report is of the logits, not of what penalties leave. */
    @ParameterizedTest
    @ValueSource(ints = {4, 64})
    void logProbabilities(int threads, Gpu gpu) {
        for (int vocabulary : new int[] {7, 5003, 151_936}) {
            int stride = (vocabulary + 3) / 4 * 4;
            float[] logits = new float[4 * stride];
            for (int i = 0; i < 3 * stride; i++) {
                logits[i] = (float) (random.nextGaussian() * (i < stride ? 4 : 0.5) - 20);
            }
            var penalties = new SamplerSettings(0, 0, 1, 0, 1.3f, 0.4f, 0.2f, Map.of(5, 3f), 0);
            var draws = List.of(
                    new Draw(penalties, 0, ALL, 20, false),
                    new Draw(cut(1, 40, 0.9f, 0), 0, ALL, 0, false),
                    new Draw(SamplerSettings.greedy(), 0, ALL, 3, false),
                    new Draw(SamplerSettings.greedy(), 0, ALL, 20, false));
            Drawn drawn = run(gpu, threads, vocabulary, logits, new int[4 * (CONTEXT + 1)], draws);
            for (int i = 0; i < draws.size(); i++) {
                float[] row = Arrays.copyOfRange(logits, i * stride, i * stride + vocabulary);
                int top = draws.get(i).logProbabilities();
                var expected = LogProbabilities.of(row, drawn.tokens()[i], top);
                assertArrayEquals(expected.tokens(), drawn.reports().get(i).tokens());
                assertArrayEquals(expected.values(), drawn.reports().get(i).values(), 1e-5f);
                assertEquals(expected.chosen(), drawn.reports().get(i).chosen(), 1e-5f);
            }
        }
    }

    private record Drawn(int[] tokens, List<LogProbabilities> reports) {}

    /** Compares with the CPU, row by row. */
    private void check(Gpu gpu, int threads, int vocabulary, double spread, List<Draw> draws) {
        int stride = (vocabulary + 3) / 4 * 4;
        float[] logits = new float[draws.size() * stride];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (random.nextGaussian() * spread + 5);
        }
        int[] tokens = random.ints((long) DRAWS * (CONTEXT + 1), 0, 40).toArray();
        int[] drawn = run(gpu, threads, vocabulary, logits, tokens, draws).tokens();
        for (int i = 0; i < drawn.length; i++) {
            var draw = draws.get(i);
            int position = position(i);
            int history = (draws.size() - 1 - i) * (CONTEXT + 1);
            int[] seen = Arrays.copyOfRange(tokens, history + draw.penaltyStart(), history + position + 1);
            float[] row = Arrays.copyOfRange(logits, i * stride, i * stride + vocabulary);
            int expected = Sampler.draw(row, draw.settings(), seen, draw.allowed(), position + 1);
            if (expected != drawn[i]) {
                assertTrue(drawn[i] >= 0, "draw " + i);
                float[] scores = Sampler.scores(row, draw.settings(), seen, draw.allowed());
                int key = Noise.key(draw.settings().seed(), position + 1);
                assertEquals(noisy(scores, key, expected), noisy(scores, key, drawn[i]), 2e-5, "draw " + i);
            }
        }
    }

    private static double noisy(float[] scores, int key, int token) {
        return scores[token] + Noise.gumbel(key, token);
    }

    private static int position(int draw) {
        return draw + CONTEXT / 2;
    }

    /** Draw i is of row draws − 1 − i and of the sequence of that number. */
    private static Drawn run(Gpu gpu, int threads, int vocabulary, float[] logits, int[] tokens, List<Draw> draws) {
        int count = draws.size();
        int stride = logits.length / count;
        GpuBuffer rows = gpu.buffer("rows", count * 16L);
        int[] rowWords = new int[count * 4];
        int[] positions = new int[count];
        for (int t = 0; t < count; t++) {
            positions[t] = position(count - 1 - t);
            rowWords[t * 4 + 1] = positions[t];
            rowWords[t * 4 + 2] = t;
        }
        gpu.write(rows, 0, rowWords);
        GpuBuffer logitBuffer = gpu.buffer("logits", logits.length * 4L);
        int[] bits = new int[logits.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(logits[i]));
        gpu.write(logitBuffer, 0, bits);
        GpuBuffer tokenBuffer = gpu.buffer("tokens", tokens.length * 4L);
        gpu.write(tokenBuffer, 0, tokens);
        var drawing = new Drawing(
                gpu,
                new Pipelines(gpu, new KernelLibrary()),
                new DrawMemory(gpu, new DrawSize(vocabulary, DRAWS, DRAWS, CONTEXT + 1, threads)),
                new DrawSources(rows.whole(), tokenBuffer.whole(), logitBuffer.whole(), stride, 0));
        int[] zeros = new int[count];
        var batch = new Batch(
                zeros,
                positions,
                IntStream.range(0, count).toArray(),
                List.of(),
                IntStream.range(0, count).map(i -> count - 1 - i).toArray());
        var step = new Step(batch, draws);
        gpu.submitAndRead(drawing.prepare(step), List.of(drawing.drawn(count))).await();
        gpu.write(tokenBuffer, 0, tokens); // and once more: a step leaves the scratch space as it found it
        List<BufferRange> ranges = new ArrayList<>(List.of(drawing.drawn(count), tokenBuffer.whole()));
        IntStream.range(0, count).forEach(i -> ranges.add(drawing.report(i)));
        int[] read = gpu.submitAndRead(drawing.prepare(step), ranges).await();
        int[] drawn = Arrays.copyOf(read, count);
        for (int i = 0; i < count; i++) {
            int sequence = count - 1 - i;
            assertEquals(Math.max(0, drawn[i]), read[count + sequence * (CONTEXT + 1) + position(i) + 1]);
        }
        int reports = count + tokens.length;
        return new Drawn(
                drawn,
                IntStream.range(0, count)
                        .mapToObj(i -> Report.read(
                                read, reports + i * Report.WORDS, draws.get(i).logProbabilities()))
                        .toList());
    }
}
