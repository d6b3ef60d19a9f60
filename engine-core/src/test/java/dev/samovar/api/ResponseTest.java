package dev.samovar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Answers have OpenAI's form, with WebLLM's statistics. */
class ResponseTest {
    private static final Header HEADER = new Header("chatcmpl-1", 1700000000, "m");
    private static final String COMMON = "\"created\":1700000000,\"model\":\"m\"";

    @Test
    void completion() {
        var choice = new ChatCompletion.Choice(
                0,
                Optional.of("Hi"),
                List.of(),
                FinishReason.STOP,
                Optional.empty(),
                Optional.of(new TokenIds(List.of(1, 2), List.of(3))));
        String expected = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\"," + COMMON + ",\"choices\":[{"
                + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"logprobs\":null,"
                + "\"finish_reason\":\"stop\",\"prompt_token_ids\":[1,2],\"token_ids\":[3]}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,"
                + "\"total_tokens\":15,\"prompt_tokens_details\":{\"cached_tokens\":4},\"extra\":{\"e2e_latency_s\":4,"
                + "\"prefill_tokens_per_s\":6,\"decode_tokens_per_s\":2,\"time_to_first_token_s\":2,"
                + "\"time_per_output_token_s\":0.5}}}";
        Usage usage = Usage.of(10, 5, 4, 99, 100, 101, 103);
        assertEquals(
                expected,
                new ChatCompletion(HEADER, List.of(choice), usage).write().text());
    }

    @Test
    void chunks() {
        var call = new ToolCall("c1", "f", new Json.Str("{}"));
        var choice = new ChatCompletionChunk.Choice(
                0,
                true,
                Optional.of(""),
                List.of(call, call),
                Optional.of(FinishReason.TOOL_CALLS),
                Optional.empty(),
                Optional.empty());
        String written = "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        String expected = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\"," + COMMON + ",\"choices\":[{"
                + "\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"index\":0,"
                + written.substring(1) + ",{\"index\":1," + written.substring(1) + "]},\"logprobs\":null,"
                + "\"finish_reason\":\"tool_calls\"}]}";
        assertEquals(
                expected,
                new ChatCompletionChunk(HEADER, List.of(choice), Optional.empty())
                        .write()
                        .text());
    }

    @Test
    void logProbabilities() {
        var rival = new TokenLogprob("b", Double.NEGATIVE_INFINITY, List.of(98), List.of());
        var token = new TokenLogprob("a", -0.5, List.of(97), List.of(rival));
        var choice = new Completion.Choice(0, "a", Optional.empty(), Optional.of(List.of(token)), Optional.empty());
        String expected = "{\"id\":\"chatcmpl-1\",\"object\":\"text_completion\"," + COMMON + ",\"choices\":[{"
                + "\"index\":0,\"text\":\"a\",\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-0.5,\"bytes\":[97],"
                + "\"top_logprobs\":[{\"token\":\"b\",\"logprob\":-9999,\"bytes\":[98]}]}]},\"finish_reason\":null}]}";
        assertEquals(
                expected,
                new Completion(HEADER, List.of(choice), Optional.empty())
                        .write()
                        .text());
    }

    @Test
    void errors() {
        ErrorBody body = ErrorBody.of(new ApiException("no", "invalid_request_error", "n", null));
        assertEquals(
                "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":null}}",
                body.write().text());
    }
}
