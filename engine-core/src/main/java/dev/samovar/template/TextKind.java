package dev.samovar.template;

import java.util.function.IntPredicate;

/** {@code str.is…()}. */
final class TextKind {
    private TextKind() {}

    /** The text of a receiver that is known to be a string. */
    static String text(Value receiver) {
        return ((Value.Str) receiver).text();
    }

    /** Whether there are characters, and all of this kind. */
    static Builtin all(IntPredicate kind) {
        return (value, arguments, run) -> {
            String text = text(value);
            run.budget().work(text.length() >> 4);
            return Value.Bool.of(!text.isEmpty() && text.codePoints().allMatch(kind));
        };
    }

    /** Whether there are letters with case, and all of those are lower. */
    static boolean isLower(String text, Run run) {
        run.budget().work(text.length() >> 2);
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text, Run run) {
        run.budget().work(text.length() >> 2);
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }
}
