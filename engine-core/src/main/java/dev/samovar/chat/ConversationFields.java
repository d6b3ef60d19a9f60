package dev.samovar.chat;

import dev.samovar.json.Json;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads {@code conv_template}; what MLC's own code fills in by default is filled in here. */
final class ConversationFields {
    private final Json template;

    private ConversationFields(Json template) {
        this.template = template;
    }

    static ConversationTemplate read(Json template) {
        if (!(template instanceof Json.Obj)) {
            throw wrong("", "an object", template);
        }
        return new ConversationFields(template).conversation();
    }

    /** What answers end at, of a conversation that is otherwise not understood. */
    static List<String> stops(Json template) {
        return new ConversationFields(template).stops();
    }

    private List<String> stops() {
        return list("stop_str", json -> text("stop_str", json));
    }

    private ConversationTemplate conversation() {
        List<String> separators = list("seps", json -> text("seps", json));
        if (separators.isEmpty() || separators.size() > 2) {
            throw new ModelFormatException("conv_template.seps must have 1 or 2 items, not " + separators.size());
        }
        Map<String, String> roles = texts("roles");
        if (!roles.containsKey("user") || !roles.containsKey("assistant")) {
            throw new ModelFormatException("conv_template.roles must have user and assistant, not " + roles.keySet());
        }
        return new ConversationTemplate(
                text("system_template", "{system_message}"),
                text("system_message", ""),
                list("system_prefix_token_ids", json -> id("system_prefix_token_ids", json)),
                template.get("add_role_after_system_message") != Json.Bool.FALSE,
                roles,
                texts("role_templates"),
                separators,
                text("role_content_sep", ""),
                text("role_empty_sep", ""),
                stops(),
                list("stop_token_ids", json -> id("stop_token_ids", json)));
    }

    private Json member(String name, Json fallback) {
        Json value = template.get(name);
        return value == null || value instanceof Json.Null ? fallback : value;
    }

    private String text(String name, String fallback) {
        return text(name, member(name, new Json.Str(fallback)));
    }

    private static String text(String name, Json json) {
        if (json instanceof Json.Str s) {
            return s.value();
        }
        throw wrong(name, "a string", json);
    }

    private static int id(String name, Json json) {
        if (json instanceof Json.Num n && n.isInteger() && n.value() >= 0 && n.value() <= Integer.MAX_VALUE) {
            return (int) n.value();
        }
        throw wrong(name, "a token id", json);
    }

    private <T> List<T> list(String name, Function<Json, T> item) {
        if (!(member(name, new Json.Arr(List.of())) instanceof Json.Arr array)) {
            throw wrong(name, "a list", member(name, Json.Null.NULL));
        }
        List<T> items = new ArrayList<>();
        array.items().forEach(json -> items.add(item.apply(json)));
        return items;
    }

    private Map<String, String> texts(String name) {
        if (!(member(name, new Json.Obj(Map.of())) instanceof Json.Obj object)) {
            throw wrong(name, "an object", member(name, Json.Null.NULL));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.members().forEach((role, text) -> texts.put(role, text(name + "." + role, text)));
        return texts;
    }

    private static ModelFormatException wrong(String name, String expected, Json came) {
        String path = name.isEmpty() ? "conv_template" : "conv_template." + name;
        return new ModelFormatException(path + " must be " + expected + ", not " + came.text());
    }
}
