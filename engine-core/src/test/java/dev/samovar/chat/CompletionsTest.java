package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.api.ChatCompletion;
import dev.samovar.api.ChatCompletionChunk;
import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.api.Completion;
import dev.samovar.api.CompletionRequest;
import dev.samovar.api.FinishReason;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import dev.samovar.engine.ApiException;
import dev.samovar.engine.Engine;
import dev.samovar.engine.TestModel;
import dev.samovar.json.Json;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.schedule.Sequence;
import dev.samovar.template.Moment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to answers over a checkpoint with random weights and a token for each byte: the text is noise, but exact. */
class CompletionsTest {
    private static final String TEMPLATE =
            "{% for m in messages %}{{ m.role[0] }}:{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}a:{% endif %}";

    private final Clock clock = new Ticks();
    private final AtomicLong seeds = new AtomicLong();

    /** A second passes between any two looks. */
    private static final class Ticks implements Clock {
        private int ticks = 1000;

        @Override
        public double seconds() {
            return ticks++;
        }

        @Override
        public Moment local() {
            return new Moment(2026, 11, 22, 12, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void piecesMakeUpTheWholeWhateverTheDepth(int stepsInFlight) {
        ChatCompletion whole = answer(1, "'seed':5,'ignore_eos':true");
        String text = text(whole);
        assertTrue(text.length() > 20, text);

        var received = new Received<ChatCompletionChunk>();
        Run run = new Run(stepsInFlight);
        run.completions.stream(chat("hi", "'seed':5,'ignore_eos':true,'stream':true"), received);
        TestModel.run(run.engine);
        assertTrue(received.done);
        assertEquals(text, text(received));
        assertTrue(received.values.get(0).choices().get(0).first());
        ChatCompletionChunk last = received.values.get(received.values.size() - 1);
        assertEquals(Optional.of(FinishReason.LENGTH), last.choices().get(0).finishReason());
        assertTrue(received.values.stream().allMatch(chunk -> chunk.usage().isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void stopStringsEndTheAnswerAndNeverLeak(int stepsInFlight) {
        String text = text(answer(1, "'seed':5,'ignore_eos':true"));
        String stop = text.substring(12, 15);
        var received = new Received<ChatCompletionChunk>();
        Run run = new Run(stepsInFlight);
        run.completions.stream(
                chat(
                        "hi",
                        "'seed':5,'ignore_eos':true,'stream_options':{'include_usage':true},'stop':"
                                + new Json.Str(stop).text()),
                received);
        TestModel.run(run.engine);
        assertEquals(text.substring(0, text.indexOf(stop)), text(received));
        int last = received.values.size() - 1;
        assertEquals(
                Optional.of(FinishReason.STOP),
                received.values.get(last - 1).choices().get(0).finishReason());
        assertEquals(List.of(), received.values.get(last).choices());
        assertTrue(received.values.get(last).usage().isPresent());

        var again = new Received<ChatCompletion>();
        run.completions.answer(chat("hi", "'seed':5,'ignore_eos':true"), again);
        TestModel.run(run.engine);
        assertEquals(text, text(again.only()), "nothing of what ran past the stop string is left");
    }

    @Test
    void theNextTurnComputesOnlyWhatIsNew() {
        Run run = new Run(4);
        Usage first = run.answer("'max_tokens':10").usage();
        assertEquals("u:hi|a:".length(), first.promptTokens());
        assertEquals(10, first.completionTokens());
        assertEquals(0, first.cachedTokens());

        var second = new Received<ChatCompletion>();
        run.completions.answer(
                ChatCompletionRequest.read(
                        json("'messages':[{'role':'user','content':'hi'},{'role':'assistant','content':'~'},"
                                + "{'role':'user','content':'ho'}],'max_tokens':1")),
                second);
        TestModel.run(run.engine);
        assertEquals("u:hi|a:~|u:ho|a:".length(), second.only().usage().promptTokens());
        assertEquals(first.promptTokens(), second.only().usage().cachedTokens());
    }

    @Test
    void timesAreTheClocks() {
        var received = new Received<ChatCompletion>();
        Run run = new Run(1);
        run.completions.answer(chat("hi", "'max_tokens':3"), received); // header, submitted; started, first token, end
        TestModel.run(run.engine);
        Usage.Extra extra = received.only().usage().extra();
        assertEquals(3, extra.endToEndLatency());
        assertEquals(2, extra.timeToFirstToken());
        assertEquals("u:hi|a:".length(), extra.prefillTokensPerSecond());
        assertEquals(2, extra.decodeTokensPerSecond());
    }

    @Test
    void anEndTokenEndsTheAnswerUnseen() {
        Run run = new Run(2);
        ChatCompletion ended = run.answer("'logprobs':true,'logit_bias':{'256':20},'temperature':0.01,'seed':1");
        assertEquals("", text(ended));
        assertEquals(FinishReason.STOP, ended.choices().get(0).finishReason());
        assertEquals(1, ended.usage().completionTokens());
        assertEquals(Optional.of(List.of()), ended.choices().get(0).logprobs());
    }

    @Test
    void tellsTokenIdsWhereAsked() {
        Run run = new Run(2);
        String endsAtOnce = "'logit_bias':{'256':20},'temperature':0.01,'seed':1";
        var ids = run.answer(endsAtOnce + ",'return_token_ids':true")
                .choices()
                .get(0)
                .tokenIds()
                .orElseThrow();
        assertEquals(List.of(256), ids.answer());
        assertEquals("u:hi|a:".length(), ids.prompt().size());
        assertEquals(Optional.empty(), run.answer(endsAtOnce).choices().get(0).tokenIds());
    }

    @Test
    void saysByHowMuchAPromptIsTooLong() {
        Run run = new Run(1);
        String prompt = "x".repeat(TestModel.CONTEXT);
        var fault = assertThrows(ApiException.class, () -> run.completions.answer(chat(prompt, ""), new Received<>()));
        assertEquals("context_length_exceeded", fault.code());
        assertTrue(String.valueOf(fault.getMessage()).contains(" 128 "), fault.getMessage());
        assertTrue(String.valueOf(fault.getMessage()).contains(" 133"), fault.getMessage());
        assertFalse(run.engine.step());
        assertFalse(text(run.answer("")).isEmpty());
    }

    @Test
    void refusesBiasOfTokensThatAreNot() {
        Run run = new Run(1);
        var request = chat("hi", "'logit_bias':{'257':1}");
        var fault = assertThrows(ApiException.class, () -> run.completions.answer(request, new Received<>()));
        assertEquals("logit_bias.257", fault.param());
    }

    @Test
    void anInterruptEndsTheAnswerWhereItIs() {
        Run run = new Run(4);
        var received = new Received<ChatCompletion>();
        Sequence sequence = run.completions.answer(chat("hi", "'ignore_eos':true"), received);
        for (int i = 0; i < 10; i++) {
            assertTrue(run.engine.step());
        }
        sequence.interrupt();
        TestModel.run(run.engine);
        ChatCompletion.Choice choice = received.only().choices().get(0);
        assertEquals(FinishReason.ABORT, choice.finishReason());
        assertEquals(10, received.only().usage().completionTokens(), "what ran ahead does not count");
    }

    @Test
    void requestsWaitTheirTurn() {
        Run run = new Run(4);
        var first = new Received<ChatCompletionChunk>();
        var second = new Received<ChatCompletionChunk>();
        run.completions.stream(chat("hi", "'seed':5,'ignore_eos':true"), first);
        run.completions.stream(chat("ho", "'seed':6"), second);
        while (!first.done) {
            assertEquals(List.of(), second.values);
            run.engine.step();
        }
        TestModel.run(run.engine);
        assertEquals(text(answer(1, "'seed':5,'ignore_eos':true")), text(first));
        assertTrue(second.done);
    }

    @Test
    void aRequestWithoutASeedGetsOne() {
        Run run = new Run(1);
        assertNotEquals(text(run.answer("")), text(run.answer("")));
        assertEquals(text(run.answer("'seed':9")), text(run.answer("'seed':9")));
        assertEquals(text(run.answer("'temperature':0")), text(run.answer("'temperature':0")));
    }

    @Test
    void logProbabilitiesCoverTheTextAndNoMore() {
        Run run = new Run(2);
        ChatCompletion all = run.answer("'seed':5,'ignore_eos':true,'logprobs':true,'top_logprobs':2");
        List<TokenLogprob> tokens = all.choices().get(0).logprobs().orElseThrow();
        assertEquals(all.usage().completionTokens(), tokens.size());
        assertTrue(tokens.stream()
                .allMatch(t ->
                        t.top().size() == 2 && t.logprob() <= t.top().get(0).logprob()));

        String stop = text(all).substring(9, 12);
        String request = "'seed':5,'ignore_eos':true,'logprobs':true,'stop':" + new Json.Str(stop).text();
        ChatCompletion stopped = run.answer(request);
        List<TokenLogprob> fewer = stopped.choices().get(0).logprobs().orElseThrow();
        assertTrue(fewer.size() <= 9 && fewer.size() < stopped.usage().completionTokens(), fewer.toString());
        var received = new Received<ChatCompletionChunk>();
        run.completions.stream(chat("hi", request), received);
        TestModel.run(run.engine);
        assertEquals(
                fewer,
                received.values.stream()
                        .flatMap(chunk -> chunk.choices().get(0).logprobs().orElseThrow().stream())
                        .toList());
    }

    @Test
    void continuesPlainText() {
        Run run = new Run(2);
        var whole = new Received<Completion>();
        run.completions.answer(completion("'prompt':'abc','seed':1,'echo':true,'max_tokens':10"), whole);
        var pieces = new Received<Completion>();
        run.completions.stream(completion("'prompt':'abc','seed':1,'echo':true,'max_tokens':10"), pieces);
        var ofTokens = new Received<Completion>();
        run.completions.answer(completion("'prompt':[1,97,98,99],'seed':1,'max_tokens':10"), ofTokens);
        TestModel.run(run.engine);
        String text = whole.only().choices().get(0).text();
        assertTrue(text.startsWith("abc") && text.length() > 5, text);
        assertEquals(
                text,
                pieces.values.stream()
                        .map(piece -> piece.choices().get(0).text())
                        .collect(Collectors.joining()));
        assertEquals(text, "abc" + ofTokens.only().choices().get(0).text());
        assertEquals(
                Optional.of(FinishReason.LENGTH), whole.only().choices().get(0).finishReason());
    }

    @Test
    void withoutATemplateThereIsNoChat() {
        var model = new ChatModel("plain", new ByteTokenizer(), Optional.empty(), Set.of(), ChatModel.PLAIN);
        var completions = new Completions(model, TestModel.LLAMA3.load(1), clock, seeds::incrementAndGet);
        assertThrows(ApiException.class, () -> completions.answer(chat("hi", ""), new Received<>()));
    }

    @Test
    void theModelsDefaultsHoldWhereARequestIsSilent() {
        String greedy = text(answer(1, "'temperature':0,'max_tokens':20"));
        var defaults = Sampling.defaults(Map.of("temperature", 0.0));
        assertEquals(greedy, text(new Run(1, defaults).answer("'max_tokens':20")));
        assertNotEquals(greedy, text(new Run(1, defaults).answer("'max_tokens':20,'temperature':2")));
        assertNotEquals(greedy, text(answer(1, "'max_tokens':20")));
    }

    /** An engine and its endpoints. */
    private final class Run {
        final Engine engine;
        final Completions completions;

        Run(int stepsInFlight) {
            this(stepsInFlight, ChatModel.PLAIN);
        }

        Run(int stepsInFlight, SamplerSettings defaults) {
            engine = TestModel.LLAMA3.load(stepsInFlight);
            var template = new JinjaTemplate(TEMPLATE, Map.of(), List.of(), clock);
            var model = new ChatModel(
                    "noise", new ByteTokenizer(), Optional.of(template), Set.of(ByteTokenizer.END), defaults);
            completions = new Completions(model, engine, clock, seeds::incrementAndGet);
        }

        ChatCompletion answer(String fields) {
            var received = new Received<ChatCompletion>();
            completions.answer(chat("hi", fields), received);
            TestModel.run(engine);
            return received.only();
        }
    }

    private ChatCompletion answer(int stepsInFlight, String fields) {
        return new Run(stepsInFlight).answer(fields);
    }

    private static ChatCompletionRequest chat(String content, String fields) {
        return ChatCompletionRequest.read(json(
                "'messages':[{'role':'user','content':'" + content + "'}]" + (fields.isEmpty() ? "" : "," + fields)));
    }

    private static CompletionRequest completion(String fields) {
        return CompletionRequest.read(json(fields));
    }

    private static Json json(String fields) {
        return Json.parse("{" + fields.replace('\'', '"') + "}");
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().get(0).content().orElseThrow();
    }

    private static String text(Received<ChatCompletionChunk> received) {
        return received.values.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.content().orElse(""))
                .collect(Collectors.joining());
    }
}
