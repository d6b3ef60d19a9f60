package dev.samovar.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Who says a message. */
public enum Role {
    SYSTEM("system"),
    DEVELOPER("developer"),
    USER("user"),
    ASSISTANT("assistant"),
    TOOL("tool");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** The spelling on the wire. */
    public String text() {
        return text;
    }

    static Role read(Fields fields, String name) {
        String text = fields.requiredText(name);
        for (Role role : values()) {
            if (role.text.equals(text)) {
                return role;
            }
        }
        String supported =
                Arrays.stream(values()).map(role -> "'" + role.text + "'").collect(Collectors.joining(", "));
        throw Invalid.value(fields.path(name), text, supported);
    }
}
