package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.browser.EngineException;
import dev.samovar.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests through the façade: refusals that name the field, several at a time, interruption. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestTest {
    private static final String HELLO = "'messages':[{'role':'user','content':'Say hello.'}]";
    private final LoadedEngine engine;

    RequestTest(Chromium.Running chromium) throws IOException {
        engine = new LoadedEngine(chromium);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "messages | 'messages':[]",
                "messages | 'max_tokens':3",
                "messages | 'messages':'hello'",
                "messages[0].role | 'messages':[{'role':'king','content':'x'}]",
                "messages[0].content | 'messages':[{'role':'user','content':5}]",
                "temperature | " + HELLO + ",'temperature':'hot'",
                "temperature | " + HELLO + ",'temperature':3",
                "top_p | " + HELLO + ",'top_p':-1",
                "max_tokens | " + HELLO + ",'max_tokens':0",
                "n | " + HELLO + ",'n':2",
            })
    void refusesBadRequestsByFieldAndGoesOn(String field, String request) {
        var refusal = assertThrows(EngineException.class, () -> engine.stream("chat", fields(request)));
        assertEquals("InvalidRequestError", refusal.name());
        assertEquals(field, refusal.param());
        assertEquals(2, tokens(engine.complete("chat", fields(HELLO), 2)));
    }

    @Test
    void refusesAPromptLongerThanTheContext() {
        var request = Map.<String, Json>of("prompt", new Json.Str("word ".repeat(9000)));
        var refusal = assertThrows(EngineException.class, () -> engine.stream("completion", request));
        assertEquals("context_length_exceeded", refusal.code());
        assertEquals(2, tokens(engine.complete("chat", fields(HELLO), 2)));
    }

    @Test
    void answersSeveralTogetherAsEachAloneInFewerSteps() {
        Object answers = engine.tab().page().evaluate("""
                async () => {
                  const engine = window.tab.engine();
                  const prompts = ['1, 2, 3, 4,', 'The capital of France is', 'Once upon a time', 'Water is', 'a b c d'];
                  const steps = async () => (await engine.statistics()).steps;
                  const ask = (prompt, i) => engine.completions
                      .create({ prompt, temperature: 0, max_tokens: 8 + 2 * i }).then((a) => a.choices[0].text);
                  const before = await steps();
                  const alone = [];
                  for (const [i, prompt] of prompts.entries()) alone.push(await ask(prompt, i));
                  const between = await steps();
                  const together = await Promise.all(prompts.map(ask));
                  if (JSON.stringify(alone) !== JSON.stringify(together)) return JSON.stringify({ alone, together });
                  const apart = between - before;
                  const shared = await steps() - between;
                  return shared < apart / 2 ? 'same' : `${shared} steps together, ${apart} apart`;
                }""");
        assertEquals("same", answers);
    }

    /** The first request that cuts or reports has kernels compiled that greedy ones never need. */
    @Test
    void tellsLogProbabilitiesOfASampledAnswer() {
        Object faults = engine.tab().page().evaluate("""
                async () => {
                  const answer = await window.tab.engine().chat.completions.create({
                    messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 4,
                    temperature: 0.8, top_p: 0.9, frequency_penalty: 0.5, seed: 1, logprobs: true, top_logprobs: 3 });
                  const faults = [];
                  const content = answer.choices[0].logprobs.content;
                  if (content.length === 0) faults.push('nothing told');
                  for (const { token, logprob, top_logprobs } of content) {
                    const rivals = top_logprobs.map((rival) => rival.logprob);
                    if (rivals.length !== 3) faults.push(`${rivals.length} rivals`);
                    if (rivals.some((value, i) => value > 0 || (i > 0 && value > rivals[i - 1]))) faults.push(rivals);
                    const same = top_logprobs.find((rival) => rival.token === token);
                    if (logprob > rivals[0] || (same && same.logprob !== logprob)) faults.push([token, logprob, rivals]);
                  }
                  return JSON.stringify(faults);
                }""");
        assertEquals("[]", faults);
    }

    @Test
    void interruptsAnAnswerAndAnswersTheNext() {
        Object outcome = engine.tab().page().evaluate("""
                async () => {
                  const engine = window.tab.engine();
                  const stream = await engine.completions.create(
                      { prompt: '1, 2, 3, 4,', temperature: 0, max_tokens: 500, stream: true });
                  let chunks = 0;
                  let reason;
                  for await (const chunk of stream) {
                    if (++chunks === 4) engine.interrupt();
                    reason = chunk.choices[0]?.finish_reason ?? reason;
                  }
                  const next = await engine.completions.create({ prompt: '1, 2, 3, 4,', temperature: 0, max_tokens: 4 });
                  return reason + ' ' + (chunks < 100) + ' ' + next.choices[0].finish_reason;
                }""");
        assertEquals("abort true length", outcome);
    }

    @Test
    void theNextTurnComputesOnlyWhatIsNew() {
        Json first = engine.complete("chat", fields("'messages':[{'role':'user','content':'My name is Ada.'}]"), 6);
        String said = ((Json.Str) SmolLm2.member(first, "text")).value();
        Json second = engine.complete(
                "chat",
                fields("'messages':[{'role':'user','content':'My name is Ada.'},{'role':'assistant','content':"
                        + new Json.Str(said).text().replace("'", "\\u0027")
                        + "},{'role':'user','content':'What is my name?'}]"),
                1);
        double cached =
                number(SmolLm2.member(SmolLm2.member(second, "usage"), "prompt_tokens_details"), "cached_tokens");
        double before = number(SmolLm2.member(first, "usage"), "prompt_tokens");
        assertTrue(cached >= before, cached + " of at least " + before + " tokens were cached");
    }

    @Test
    void thePageHoldsLittleBesideTheWeights() {
        engine.complete("chat", fields(HELLO), 2);
        long bytes = engine.tab().memory();
        assertTrue(bytes > 5_000_000, bytes + " bytes cannot be all: the Worker holds the vocabulary");
        assertTrue(bytes < 150_000_000, "the page holds " + bytes + " bytes");
    }

    private static Map<String, Json> fields(String members) {
        return ((Json.Obj) Json.parse("{" + members.replace('\'', '"') + "}")).members();
    }

    private static int tokens(Json answer) {
        return ((Json.Arr) SmolLm2.member(answer, "token_ids")).items().size();
    }

    private static double number(Json object, String name) {
        return ((Json.Num) SmolLm2.member(object, name)).value();
    }
}
