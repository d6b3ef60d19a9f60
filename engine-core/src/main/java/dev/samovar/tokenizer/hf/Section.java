package dev.samovar.tokenizer.hf;

import dev.samovar.json.Json;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of the file with typed access to its members; errors name the member by its path.
 *
 * @param path where the object is, for messages
 */
record Section(Json json, String path) {

    boolean isNull() {
        return json == Json.Null.NULL;
    }

    /** What kind of step this is. */
    String type() {
        return text("type");
    }

    Section member(String name) {
        Json member = json.get(name);
        return new Section(member == null ? Json.Null.NULL : member, path + (path.endsWith(":") ? " " : ".") + name);
    }

    String text(String name) {
        return member(name).text();
    }

    String text() {
        if (json instanceof Json.Str s) {
            return s.value();
        }
        throw wrong("a string");
    }

    boolean flag(String name, boolean absent) {
        Section member = member(name);
        if (member.isNull()) {
            return absent;
        }
        if (member.json instanceof Json.Bool b) {
            return b == Json.Bool.TRUE;
        }
        throw member.wrong("true or false");
    }

    /** A number from 0 to 2³¹ − 1. */
    int integer(String name) {
        return member(name).integer();
    }

    int integer() {
        if (json instanceof Json.Num n && n.isInteger() && n.value() >= 0 && n.value() <= Integer.MAX_VALUE) {
            return (int) n.value();
        }
        throw wrong("a whole number from 0 to " + Integer.MAX_VALUE);
    }

    List<Section> items(String name) {
        Section member = member(name);
        if (!(member.json instanceof Json.Arr array)) {
            throw member.wrong("an array");
        }
        List<Section> items = new ArrayList<>();
        for (Json item : array.items()) {
            items.add(new Section(item, member.path + "[" + items.size() + "]"));
        }
        return items;
    }

    /** An error about this value. */
    ModelFormatException wrong(String expected) {
        String text = json.text();
        String came = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new ModelFormatException(path + " must be " + expected + ", not " + came);
    }

    /** An error about a type that this engine does not know. */
    ModelFormatException unsupported(String kind, String known) {
        return new ModelFormatException(
                path + ".type is \"" + type() + "\", a " + kind + " that is not supported; supported are " + known);
    }
}
