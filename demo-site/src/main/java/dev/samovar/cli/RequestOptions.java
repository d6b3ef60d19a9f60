package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How answers are drawn, as fields of a request; what is not given is left to the model. */
final class RequestOptions {

    @Option(names = "--system", paramLabel = "TEXT", description = "Instructions before the conversation.")
    private @Nullable String system;

    @Option(names = "--temperature", paramLabel = "T", description = "0 always takes the likeliest token.")
    private @Nullable Double temperature;

    @Option(names = "--top-p", paramLabel = "P", description = "Draw from the likeliest tokens that add up to P.")
    private @Nullable Double topP;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same answer.")
    private @Nullable Long seed;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer.")
    private @Nullable Long maxTokens;

    @Option(names = "--raw", description = "Continue the prompt as it is, without a chat template.")
    private boolean raw;

    /** Refuses options that exclude each other; told before a model is loaded. */
    void check() {
        if (raw && system != null) {
            throw new CommandException("--system needs a chat template, which --raw leaves out");
        }
    }

    boolean raw() {
        return raw;
    }

    /** The messages of a first question. */
    List<Json> conversation(String question) {
        var messages = new ArrayList<Json>();
        if (system != null) {
            messages.add(message("system", system));
        }
        messages.add(message("user", question));
        return messages;
    }

    static Json message(String role, String content) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("role", new Json.Str(role));
        members.put("content", new Json.Str(content));
        return new Json.Obj(members);
    }

    /** The request for these messages; a raw one continues the last of them. */
    Json request(List<Json> messages) {
        Map<String, Json> fields = new LinkedHashMap<>();
        Json last = messages.get(messages.size() - 1).get("content");
        fields.put(raw ? "prompt" : "messages", raw && last != null ? last : new Json.Arr(messages));
        if (temperature != null) {
            fields.put("temperature", Json.Num.of(temperature));
        }
        if (topP != null) {
            fields.put("top_p", Json.Num.of(topP));
        }
        if (seed != null) {
            fields.put("seed", Json.Num.of(seed));
        }
        if (maxTokens != null) {
            fields.put("max_tokens", Json.Num.of(maxTokens));
        }
        fields.put("stream", Json.Bool.TRUE);
        fields.put("stream_options", new Json.Obj(Map.of("include_usage", Json.Bool.TRUE)));
        fields.put("return_token_ids", Json.Bool.TRUE);
        return new Json.Obj(fields);
    }
}
