package dev.samovar.engine;

import static dev.samovar.engine.TestModel.LLAMA3;
import static dev.samovar.engine.TestModel.greedy;
import static dev.samovar.engine.TestModel.request;
import static dev.samovar.engine.TestModel.run;
import static dev.samovar.engine.TestModel.sampling;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.sampling.SamplerSettings;
import dev.samovar.schedule.Finish;
import dev.samovar.schedule.Request;
import dev.samovar.schedule.Sequence;
import dev.samovar.schedule.TokenConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine over the interpreter, on a checkpoint whose greedy tokens transformers has given. */
class EngineTest {
    private static final int[] PROMPT = LLAMA3.golden().inputIds(); // 40 tokens
    private static final int[] GREEDY = LLAMA3.golden().greedy(); // 16 tokens

    @ParameterizedTest
    @CsvSource({"1,1", "1,64", "2,7", "4,16", "8,64"})
    void continuesAsTransformersDoes(int stepsInFlight, int maxRows) {
        Engine engine = LLAMA3.load(new CpuDevice(maxRows, stepsInFlight), 1);
        var sink = new Collected();
        engine.submit(greedy(PROMPT, GREEDY.length, sink));
        run(engine);
        assertArrayEquals(GREEDY, sink.toArray());
        assertEquals(Finish.LENGTH, sink.finish);
        assertEquals(0, sink.cached);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void evaluatesEveryPosition(int maxRows) {
        Engine engine = LLAMA3.load(new CpuDevice(maxRows, 1), 1);
        engine.submit(greedy(PROMPT, 3, new Collected()));
        run(engine);
        List<float[]> logits = engine.evaluate(PROMPT, maxRows);
        float[][] expected = LLAMA3.golden().logits();
        assertEquals(expected.length, logits.size());
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], logits.get(t), 1e-4f, "position " + t);
        }
        var sink = new Collected();
        engine.submit(greedy(PROMPT, GREEDY.length, sink));
        run(engine);
        assertArrayEquals(GREEDY, sink.toArray());
        assertEquals(0, sink.cached, "what was cached before is overwritten");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void rollsBackWhatRanPastTheEnd(int stepsInFlight) {
        Engine engine = LLAMA3.load(stepsInFlight);
        var first = new Collected(tokens -> tokens.size() == 5);
        engine.submit(request(PROMPT, 50, sampling(3), first));
        run(engine);
        assertEquals(Finish.STOP, first.finish);

        int[] next = join(PROMPT, first.toArray(), 11, 12, 13);
        var second = new Collected();
        engine.submit(request(next, 20, sampling(4), second));
        run(engine);
        assertEquals(PROMPT.length + 4, second.cached, "all but the last token, which never ran for sure");

        Engine fresh = LLAMA3.load(1);
        var expectedFirst = new Collected(tokens -> tokens.size() == 5);
        fresh.submit(request(PROMPT, 50, sampling(3), expectedFirst));
        run(fresh);
        assertEquals(expectedFirst.tokens, first.tokens);
        Engine fresher = LLAMA3.load(1);
        var expectedSecond = new Collected();
        fresher.submit(request(next, 20, sampling(4), expectedSecond));
        run(fresher);
        assertEquals(expectedSecond.tokens, second.tokens);
        assertEquals(20, second.tokens.size());
    }

    @Test
    void theNextTurnRunsOnlyWhatIsNew() {
        var device = new CountingDevice(new CpuDevice(16, 1));
        Engine engine = LLAMA3.load(device, 1);
        var first = new Collected();
        engine.submit(greedy(PROMPT, 10, first));
        run(engine);
        assertEquals(PROMPT.length + 9, device.rows);
        device.rows = 0;
        engine.submit(greedy(join(PROMPT, first.toArray(), 1, 2), 1, new Collected()));
        run(engine);
        assertEquals(3, device.rows); // the last answer's last token, and the two new
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void anInterruptEndsTheSequenceAndNoTokenFollows(int stepsInFlight) {
        Engine engine = LLAMA3.load(stepsInFlight);
        List<Sequence> interrupted = new ArrayList<>();
        var sink = new Collected(tokens -> {
            if (tokens.size() == 3) {
                interrupted.get(0).interrupt();
            }
            return false;
        });
        interrupted.add(engine.submit(greedy(PROMPT, 50, sink)));
        run(engine);
        assertEquals(Finish.ABORT, sink.finish);
        assertEquals(3, sink.tokens.size());

        var again = new Collected();
        engine.submit(greedy(PROMPT, GREEDY.length, again));
        run(engine);
        assertArrayEquals(GREEDY, again.toArray());
        assertEquals(39, again.cached, "the prompt but for its last token");
    }

    @Test
    void whatWaitsCanBeInterruptedToo() {
        Engine engine = LLAMA3.load(2);
        var first = new Collected();
        var second = new Collected();
        engine.submit(greedy(PROMPT, 4, first));
        engine.submit(greedy(PROMPT, 4, second)).interrupt();
        run(engine);
        assertEquals(Finish.LENGTH, first.finish);
        assertEquals(Finish.ABORT, second.finish);
        assertEquals(List.of(), second.tokens);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void fillsTheContextToItsLastPosition(int stepsInFlight) {
        Engine engine = LLAMA3.load(stepsInFlight);
        var sink = new Collected();
        engine.submit(greedy(PROMPT, 1000, sink));
        run(engine);
        assertEquals(Finish.LENGTH, sink.finish);
        assertEquals(TestModel.CONTEXT, PROMPT.length + sink.tokens.size());
    }

    @Test
    void refusesWhatTheContextCannotHold() {
        Engine engine = LLAMA3.load(1);
        var tooLong = new Request(
                PROMPT, TestModel.CONTEXT + 1, SamplerSettings.greedy(), -1, Optional.empty(), new Collected());
        assertThrows(IllegalArgumentException.class, () -> engine.submit(tooLong));
    }

    @Test
    void theSeedDecides() {
        var one = answer(LLAMA3.load(4), sampling(1));
        assertEquals(one, answer(LLAMA3.load(1), sampling(1)));
        assertNotEquals(one, answer(LLAMA3.load(1), sampling(2)));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "3,1", "3,4"})
    void sequencesDoNotDisturbEachOther(int maxSequences, int stepsInFlight) {
        Engine engine = LLAMA3.load(new CpuDevice(24, stepsInFlight), maxSequences);
        List<Collected> sinks = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            int stopAt = 3 + 5 * i % 11;
            sinks.add(new Collected(tokens -> tokens.size() == stopAt));
            engine.submit(request(prompt(i), 40, sampling(i), sinks.get(i)));
        }
        run(engine);
        for (int i = 0; i < 7; i++) {
            int stopAt = 3 + 5 * i % 11;
            var alone = new Collected(tokens -> tokens.size() == stopAt);
            Engine other = LLAMA3.load(1);
            other.submit(request(prompt(i), 40, sampling(i), alone));
            run(other);
            assertEquals(alone.tokens, sinks.get(i).tokens, "sequence " + i);
            assertEquals(Finish.STOP, sinks.get(i).finish);
        }
    }

    @Test
    void sequencesOfOneSlotRunInOrderOfArrival() {
        Engine engine = LLAMA3.load(4);
        var first = new Collected();
        var second = new Collected(tokens -> {
            assertEquals(Finish.LENGTH, first.finish);
            return false;
        });
        engine.submit(greedy(PROMPT, 9, first));
        engine.submit(greedy(PROMPT, 9, second));
        run(engine);
        assertEquals(first.tokens, second.tokens);
        assertEquals(39, second.cached);
    }

    @Test
    void aFailedDeviceFailsWhatRunsAndServesWhatWaits() {
        var device = new CountingDevice(new CpuDevice(16, 4));
        Engine engine = LLAMA3.load(device, 1);
        var running = new Collected();
        var waiting = new Collected();
        engine.submit(greedy(PROMPT, 16, running));
        engine.submit(greedy(PROMPT, 16, waiting));
        device.failIn = 7;
        run(engine);
        assertEquals("device lost", String.valueOf(running.failure == null ? null : running.failure.getMessage()));
        assertEquals(Finish.LENGTH, waiting.finish);
        assertArrayEquals(GREEDY, waiting.toArray());
        assertEquals(0, waiting.cached);
        assertEquals(2, device.loads);
    }

    @Test
    void whatComesWhileTheModelIsLoadedAgainRunsToo() {
        var device = new CountingDevice(new CpuDevice(16, 4));
        Engine engine = LLAMA3.load(device, 1);
        List<Collected> sinks = List.of(new Collected(), new Collected(), new Collected());
        engine.submit(greedy(PROMPT, 16, sinks.get(0)));
        engine.submit(greedy(PROMPT, 16, sinks.get(1)));
        device.failIn = 7;
        device.meanwhile = () -> engine.submit(greedy(PROMPT, 16, sinks.get(2)));
        run(engine);
        assertNotNull(sinks.get(0).failure);
        assertArrayEquals(GREEDY, sinks.get(1).toArray());
        assertArrayEquals(GREEDY, sinks.get(2).toArray());
        assertEquals(2, device.loads);
    }

    @Test
    void whereLoadingAgainFailsTooTheNextSequenceStillRuns() {
        var device = new CountingDevice(new CpuDevice(16, 4));
        Engine engine = LLAMA3.load(device, 1);
        List<Collected> sinks = List.of(new Collected(), new Collected(), new Collected());
        sinks.forEach(sink -> engine.submit(greedy(PROMPT, 16, sink)));
        device.failIn = 7;
        device.failLoad = 2;
        run(engine);
        assertNotNull(sinks.get(0).failure);
        assertEquals(
                "no device",
                String.valueOf(
                        sinks.get(1).failure == null
                                ? null
                                : sinks.get(1).failure.getMessage()));
        assertArrayEquals(GREEDY, sinks.get(2).toArray());
        assertEquals(3, device.loads);
    }

    @Test
    void evaluatesAgainAfterAFailure() {
        var device = new CountingDevice(new CpuDevice(16, 4));
        Engine engine = LLAMA3.load(device, 1);
        device.failIn = 1;
        assertThrows(IllegalStateException.class, () -> engine.evaluate(PROMPT, 64));
        assertEquals(PROMPT.length, engine.evaluate(PROMPT, 64).size());
        var sink = new Collected();
        engine.submit(greedy(PROMPT, 16, sink));
        assertThrows(IllegalStateException.class, () -> engine.evaluate(PROMPT, 64));
        run(engine);
        assertArrayEquals(GREEDY, sink.toArray());
        assertEquals(2, device.loads);
    }

    @Test
    void aSinkThatThrowsFailsAlone() {
        Engine engine = LLAMA3.load(2);
        var error = new IllegalStateException("no more room");
        var broken = new Collected(tokens -> {
            throw error;
        });
        var good = new Collected();
        engine.submit(greedy(PROMPT, 16, broken));
        engine.submit(greedy(PROMPT, 16, good));
        run(engine);
        assertSame(error, broken.failure);
        assertArrayEquals(GREEDY, good.toArray());
    }

    @Test
    void aConstraintSeesEveryTokenBeforeTheNextMask() {
        Engine engine = LLAMA3.load(8);
        int[] even = IntStream.range(0, LLAMA3.program().vocabulary() / 32)
                .map(i -> 0x55555555)
                .toArray();
        List<Integer> seen = new ArrayList<>();
        var constraint = new TokenConstraint() {
            @Override
            public int[] allowed() {
                return seen.size() % 2 == 0 ? even : new int[0];
            }

            @Override
            public void accept(int token) {
                seen.add(token);
            }
        };
        var sink = new Collected();
        engine.submit(
                new Request(PROMPT, PROMPT.length + 16, SamplerSettings.greedy(), -1, Optional.of(constraint), sink));
        run(engine);
        assertEquals(sink.tokens, seen);
        for (int i = 0; i < 16; i += 2) {
            assertEquals(0, seen.get(i) % 2, "token " + i + " of " + seen);
        }
        assertFalse(seen.stream().allMatch(token -> token % 2 == 0));
    }

    @Test
    void logProbabilitiesAreOfTheModelsOwnLogits() {
        Engine engine = LLAMA3.load(4);
        var sink = new Collected();
        engine.submit(new Request(PROMPT, PROMPT.length + 3, sampling(1), 4, Optional.empty(), sink));
        run(engine);
        float[] logits = LLAMA3.golden().logits()[PROMPT.length - 1];
        double total = IntStream.range(0, logits.length)
                .mapToDouble(i -> Math.exp(logits[i]))
                .sum();
        var first = sink.logProbabilities.get(0);
        assertEquals(3, sink.logProbabilities.size());
        assertEquals(logits[sink.tokens.get(0)] - Math.log(total), first.chosen(), 1e-4);
        assertEquals(GREEDY[0], first.tokens()[0]);
        assertEquals(logits[GREEDY[0]] - Math.log(total), first.values()[0], 1e-4);
        assertEquals(4, first.values().length);
    }

    @Test
    void unloadingEndsEverything() {
        Engine engine = LLAMA3.load(4);
        var running = new Collected();
        var waiting = new Collected();
        engine.submit(greedy(PROMPT, 16, running));
        engine.submit(greedy(PROMPT, 16, waiting));
        assertTrue(engine.step());
        engine.unload();
        assertEquals(Finish.ABORT, running.finish);
        assertEquals(Finish.ABORT, waiting.finish);
        assertNull(running.failure);
    }

    private static List<Integer> answer(Engine engine, SamplerSettings sampler) {
        var sink = new Collected();
        engine.submit(request(PROMPT, 20, sampler, sink));
        run(engine);
        return sink.tokens;
    }

    /** Prompts that share 33 tokens or nothing. */
    private static int[] prompt(int i) {
        int[] prompt = PROMPT.clone();
        prompt[i % 3 == 0 ? 0 : 33] = i;
        return prompt;
    }

    private static int[] join(int[] a, int[] b, int... c) {
        return Stream.of(a, b, c).flatMapToInt(IntStream::of).toArray();
    }
}
