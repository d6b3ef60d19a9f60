package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filters take as {@code attribute}: names and indices with dots between, or none for the item itself. */
record AttributePath(List<Value> parts, Run run) {

    static AttributePath of(Value attribute, Run run) {
        return switch (attribute) {
            case Value.None ignored -> new AttributePath(List.of(), run);
            case Value.Str s -> new AttributePath(parts(s.text()), run);
            default -> new AttributePath(List.of(attribute), run);
        };
    }

    private static List<Value> parts(String path) {
        List<Value> parts = new ArrayList<>();
        int start = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
            parts.add(part(path.substring(start, dot)));
            start = dot + 1;
        }
        parts.add(part(path.substring(start)));
        return parts;
    }

    private static Value part(String part) {
        boolean index = !part.isEmpty() && part.length() < 10;
        for (int i = 0; i < part.length(); i++) {
            index &= part.charAt(i) >= '0' && part.charAt(i) <= '9';
        }
        return index ? new Value.Int(Long.parseLong(part)) : new Value.Str(part);
    }

    Value follow(Value item) {
        return follow(item, null);
    }

    /** @param fallback in place of what is missing, at each step; null leaves it undefined */
    Value follow(Value item, @Nullable Value fallback) {
        Value value = item;
        for (Value part : parts) {
            value = Members.item(value, part, run);
            if (value instanceof Value.Undefined && fallback != null) {
                value = fallback;
            }
        }
        return value;
    }
}
