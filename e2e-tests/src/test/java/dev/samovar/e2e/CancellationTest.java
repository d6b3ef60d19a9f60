package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests given up early. What the page sees is one half; the other is that the Worker stops computing, which the last
 * thing it posted for the request tells: it has few tokens of the many that were asked for.
 */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancellationTest {
    private static final String HELPERS = """
            const engine = window.engine;
            const long = { prompt: '1, 2, 3, 4,', temperature: 0, max_tokens: 500, ignore_eos: true };
            const streamed = { ...long, stream: true, stream_options: { include_usage: true } };
            const answersAgain = async () => (await engine.completions.create({ ...long, max_tokens: 3 })).usage.completion_tokens;
            const posted = () => window.messages.filter(({ id }) => id === window.messages[0].id)
              .filter(({ kind }) => kind !== 'progress').map(({ body }) => JSON.parse(body)).filter((m) => m?.choices || m?.usage);
            const tokensOfFirst = () => posted().findLast((m) => m.usage)?.usage.completion_tokens;
            const stoppedEarly = () => tokensOfFirst() < 100;
            """;

    private final EnginePage page;
    private final Json model;

    CancellationTest(Chromium.Running chromium) throws IOException {
        page = new EnginePage(chromium);
        model = new Json.Str(chromium.site().publish(SmolLm2.file()).toString());
        page.page().evaluate("""
                () => {
                  window.messages = [];
                  window.Worker = class extends Worker {
                    constructor(...args) {
                      super(...args);
                      this.addEventListener('message', ({ data }) => window.messages.push(data));
                    }
                  };
                }""");
        page.run("window.engine = await samovar.createEngine(given, { cache: false });", model);
    }

    @BeforeEach
    void forget() {
        page.page().evaluate("() => { window.messages.length = 0; }");
    }

    @AfterAll
    void close() {
        page.close();
    }

    @Test
    void abortingAStreamThrowsTheSignalsReasonToItsReader() {
        assertEquals("{\"met\":\"enough\",\"chunks\":3,\"again\":3,\"early\":true}", run("""
                const abort = new AbortController();
                let chunks = 0;
                let met = null;
                try {
                  for await (const chunk of await engine.completions.create(streamed, { signal: abort.signal })) {
                    if (++chunks === 3) abort.abort(new Error('enough'));
                  }
                } catch (error) {
                  met = error.message;
                }
                return { met, chunks, again: await answersAgain(), early: stoppedEarly() };"""));
    }

    @Test
    void abortingAWholeAnswerRejectsIt() {
        assertEquals("{\"met\":\"AbortError\",\"again\":3,\"early\":true}", run("""
                const abort = new AbortController();
                setTimeout(() => abort.abort(), 500);
                const met = await engine.completions.create(long, { signal: abort.signal }).then(() => 'answered', (e) => e.name);
                return { met, again: await answersAgain(), early: stoppedEarly() };"""));
    }

    @Test
    void aSignalAbortedBeforehandAsksTheEngineNothing() {
        assertEquals("[\"AbortError\",0]", run("""
                const signal = AbortSignal.abort();
                const met = await engine.completions.create(long, { signal }).then(() => 'answered', (e) => e.name);
                return [met, window.messages.length];"""));
    }

    @Test
    void abortingARequestThatWaitsLeavesTheRunningOneAlone() {
        assertEquals("{\"met\":\"AbortError\",\"running\":12}", run("""
                const abort = new AbortController();
                const running = engine.completions.create({ ...long, max_tokens: 12 });
                const waiting = engine.completions.create(long, { signal: abort.signal });
                abort.abort();
                const met = await waiting.then(() => 'answered', (e) => e.name);
                return { met, running: (await running).usage.completion_tokens };"""));
    }

    @Test
    void leavingTheLoopEndsTheRequest() {
        assertEquals("{\"chunks\":3,\"again\":3,\"early\":true}", run("""
                let chunks = 0;
                for await (const chunk of await engine.completions.create(streamed)) if (++chunks === 3) break;
                return { chunks, again: await answersAgain(), early: stoppedEarly() };"""));
    }

    @Test
    void interruptEndsWhatRunsAndWhatWaitsWithWhatTheyHave() {
        assertEquals("{\"reasons\":[\"abort\",\"abort\"],\"again\":3}", run("""
                const pending = [long, long].map((request) => engine.completions.create(request));
                setTimeout(() => engine.interrupt(), 500);
                const answers = await Promise.all(pending);
                return { reasons: answers.map((a) => a.choices[0].finish_reason), again: await answersAgain() };"""));
    }

    @Test
    void interruptEndsACallThatWasMadeJustBefore() {
        assertEquals("\"abort\"", run("""
                const pending = engine.completions.create(long);
                engine.interrupt();
                return (await pending).choices[0].finish_reason;"""));
    }

    @Test
    void abortingTheLoadingRejectsItWithTheSignalsReason() {
        assertEquals("[\"enough\",\"too late\"]", run("""
                const abort = new AbortController();
                const options = { signal: abort.signal, cache: false, onProgress: () => abort.abort(new Error('enough')) };
                const met = await samovar.createEngine(given, options).then(() => 'loaded', (error) => error.message);
                const signal = AbortSignal.abort(new Error('too late'));
                return [met, await samovar.createEngine(given, { signal }).then(() => 'loaded', (error) => error.message)];"""));
    }

    @Test
    void streamsReadAtTheSameTimeAreNotGarbled() {
        assertEquals("\"same\"", run("""
                const ask = async (prompt) => {
                  let text = '';
                  for await (const chunk of await engine.completions.create({ ...streamed, prompt, max_tokens: 8 })) {
                    text += chunk.choices[0]?.text ?? '';
                  }
                  return text;
                };
                const prompts = ['1, 2, 3, 4,', 'The capital of France is', 'Once upon a time'];
                const alone = [];
                for (const prompt of prompts) alone.push(await ask(prompt));
                const together = await Promise.all(prompts.map(ask));
                return JSON.stringify(alone) === JSON.stringify(together) ? 'same' : { alone, together };"""));
    }

    private String run(String body) {
        return page.run(HELPERS + body, model).text();
    }
}
