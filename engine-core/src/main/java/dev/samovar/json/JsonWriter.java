package dev.samovar.json;

import java.util.Locale;

/** Writes compact JSON. Unpaired surrogates are escaped, so the text survives UTF-8. */
final class JsonWriter {
    private JsonWriter() {}

    static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj o -> {
                String separator = "{";
                for (var member : o.members().entrySet()) {
                    out.append(separator);
                    string(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    separator = ",";
                }
                out.append(o.members().isEmpty() ? "{}" : "}");
            }
            case Json.Arr a -> {
                String separator = "[";
                for (Json item : a.items()) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(a.items().isEmpty() ? "[]" : "]");
            }
            case Json.Str s -> string(s.value(), out);
            case Json.Num n -> out.append(n.text());
            case Json.Bool b -> out.append(b == Json.Bool.TRUE);
            case Json.Null ignored -> out.append("null");
        }
    }

    private static void string(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !isPaired(value, i))) {
                        out.append("\\u").append(hex4(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String hex4(char c) {
        return Integer.toHexString(0x10000 | c).substring(1).toLowerCase(Locale.ROOT);
    }

    private static boolean isPaired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
