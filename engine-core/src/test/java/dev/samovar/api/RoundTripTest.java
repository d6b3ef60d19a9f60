package dev.samovar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is written back the same; what is absent stays absent. */
class RoundTripTest {
    @ParameterizedTest
    @ValueSource(strings = {"""
                {"messages":[{"role":"user","content":"Hi"}]}""", """
                {"model":"m","messages":[{"role":"system","content":"S"},{"role":"developer","content":"D"},
                {"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"name":"Ann"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
                "function":{"name":"f","arguments":"{\\"x\\":1}"}}],"reasoning_content":"hm"},
                {"role":"tool","content":"1","tool_call_id":"c1"},{"role":"assistant"}],
                "temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.05,"repetition_penalty":1.1,
                "frequency_penalty":-2,"presence_penalty":2,"logit_bias":{"5":-100,"17":1.5},"seed":-9223372036854775808,
                "max_tokens":1,"stop":["x","y"],"logprobs":true,"top_logprobs":20,"return_token_ids":true,"ignore_eos":true,"stream":true,
                "stream_options":{"include_usage":true},
                "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"b":1,"a":2}}}],
                "chat_template_kwargs":{"enable_thinking":false}}"""})
    void chatRequests(String text) {
        Json json = Json.parse(text);
        assertEquals(json, ChatCompletionRequest.read(json).write());
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"prompt":"Once"}""", """
                {"model":"m","prompt":[1,2,3],"temperature":0,"max_tokens":3,"stop":["."],"stream":true,"echo":true}"""})
    void completionRequests(String text) {
        Json json = Json.parse(text);
        assertEquals(json, CompletionRequest.read(json).write());
    }

    @Test
    void otherSpellings() {
        ChatCompletionRequest request = ChatCompletionRequest.read(Json.parse("""
                        {"messages":[{"role":"user","content":"Hi"}],"stop":"x","max_tokens":9,"max_completion_tokens":7,
                        "extra_body":{"enable_thinking":true},"temperature":null,"n":1,"response_format":{"type":"text"},
                        "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"none","user":"u"}"""));
        assertEquals(Optional.of(7L), request.generation().maxTokens());
        assertEquals(java.util.List.of("x"), request.generation().stop());
        assertEquals(Optional.empty(), request.generation().temperature());
        assertEquals(Map.of("enable_thinking", Json.Bool.TRUE), request.templateArguments());
        assertTrue(request.tools().isEmpty(), "tool_choice none offers no tools");
    }
}
