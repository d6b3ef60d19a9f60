package dev.samovar.template;

import org.jspecify.annotations.Nullable;

/** The methods of {@code str} by name. */
final class StringMethods {
    private StringMethods() {}

    static @Nullable Builtin find(String name) {
        return switch (name) {
            case "strip" -> TextShape::strip;
            case "lstrip" -> TextShape::stripLeft;
            case "rstrip" -> TextShape::stripRight;
            case "removeprefix" -> TextShape::removePrefix;
            case "removesuffix" -> TextShape::removeSuffix;
            case "upper" -> TextShape::upper;
            case "lower", "casefold" -> TextShape::lower;
            case "capitalize" -> TextShape::capitalize;
            case "title" -> TextShape::title;
            case "swapcase" -> TextShape::swapCase;
            case "center" -> TextShape::center;
            case "ljust" -> TextShape::justifyLeft;
            case "rjust" -> TextShape::justifyRight;
            case "zfill" -> TextShape::zeroFill;
            case "split" -> TextSplit::split;
            case "rsplit" -> TextSplit::splitRight;
            case "splitlines" -> TextSplit::splitLines;
            case "partition" -> TextSplit::partition;
            case "rpartition" -> TextSplit::partitionRight;
            case "join" -> TextSplit::join;
            case "startswith" -> TextSearch::startsWith;
            case "endswith" -> TextSearch::endsWith;
            case "find" -> TextSearch::find;
            case "rfind" -> TextSearch::findLast;
            case "index" -> TextSearch::index;
            case "rindex" -> TextSearch::indexLast;
            case "count" -> TextSearch::count;
            case "replace" -> TextSearch::replace;
            case "format" -> BraceFormat::format;
            case "isdigit", "isdecimal", "isnumeric" -> TextKind.all(Character::isDigit);
            case "isalpha" -> TextKind.all(Character::isLetter);
            case "isalnum" -> TextKind.all(Character::isLetterOrDigit);
            case "isspace" -> TextKind.all(c -> c < 0x10000 && Whitespace.isSpace((char) c));
            case "islower" -> (value, arguments, run) -> Value.Bool.of(TextKind.isLower(TextKind.text(value), run));
            case "isupper" -> (value, arguments, run) -> Value.Bool.of(TextKind.isUpper(TextKind.text(value), run));
            default -> null;
        };
    }
}
