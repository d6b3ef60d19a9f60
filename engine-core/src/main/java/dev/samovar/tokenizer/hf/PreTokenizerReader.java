package dev.samovar.tokenizer.hf;

import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.split.ByteLevel;
import dev.samovar.tokenizer.split.Metaspace;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.split.PrefixSpace;
import dev.samovar.tokenizer.split.Split;
import dev.samovar.tokenizer.split.SplitBehavior;
import dev.samovar.tokenizer.split.Words;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code pre_tokenizer}. */
final class PreTokenizerReader {
    /** Everything Unicode calls punctuation and everything ASCII does. */
    private static final String PUNCTUATION = "[\\p{P}!-/:-@\\[-`{-~]";

    private PreTokenizerReader() {}

    static PreTokenizer read(Section step) {
        if (step.isNull()) {
            return new PreTokenizer.Sequence(List.of());
        }
        return switch (step.type()) {
            case "Sequence" ->
                new PreTokenizer.Sequence(step.items("pretokenizers").stream()
                        .map(PreTokenizerReader::read)
                        .toList());
            case "ByteLevel" -> byteLevel(step);
            case "Split" ->
                new Split(NormalizerReader.pattern(step.member("pattern")), behavior(step), step.flag("invert", false));
            case "Digits" ->
                split(
                        "\\p{N}",
                        step.flag("individual_digits", false) ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS);
            case "Punctuation" -> split(PUNCTUATION, behavior(step));
            case "WhitespaceSplit" -> split("\\s", SplitBehavior.REMOVED);
            case "Whitespace" -> new Split(Pattern.compile(Words.PATTERN), SplitBehavior.REMOVED, true);
            case "CharDelimiterSplit" ->
                new Split(Pattern.literal(step.text("delimiter")), SplitBehavior.REMOVED, false);
            case "Metaspace" -> metaspace(step);
            default ->
                throw step.unsupported(
                        "pre-tokenizer",
                        "Sequence, ByteLevel, Split, Digits, Punctuation, WhitespaceSplit, Whitespace, CharDelimiterSplit and"
                                + " Metaspace");
        };
    }

    private static PreTokenizer split(String pattern, SplitBehavior behavior) {
        return new Split(Pattern.compile(pattern), behavior, false);
    }

    private static PreTokenizer byteLevel(Section step) {
        List<PreTokenizer> steps = new ArrayList<>();
        if (step.flag("add_prefix_space", true)) {
            steps.add(new PrefixSpace());
        }
        if (step.flag("use_regex", true)) {
            steps.add(split(ByteLevel.PATTERN, SplitBehavior.ISOLATED));
        }
        steps.add(new ByteLevel());
        return new PreTokenizer.Sequence(steps);
    }

    /** Older files say {@code add_prefix_space} where newer ones have a {@code prepend_scheme}. */
    private static PreTokenizer metaspace(Section step) {
        String scheme = step.member("prepend_scheme").isNull()
                ? (step.flag("add_prefix_space", true) ? "always" : "never")
                : step.text("prepend_scheme");
        Metaspace.Prepend prepend = switch (scheme) {
            case "always" -> Metaspace.Prepend.ALWAYS;
            case "first" -> Metaspace.Prepend.FIRST;
            case "never" -> Metaspace.Prepend.NEVER;
            default -> throw step.member("prepend_scheme").wrong("always, first or never");
        };
        String replacement = step.text("replacement");
        if (replacement.codePointCount(0, replacement.length()) != 1) {
            throw step.member("replacement").wrong("one character");
        }
        return new Metaspace(replacement.codePointAt(0), prepend, step.flag("split", true));
    }

    private static SplitBehavior behavior(Section step) {
        String name = step.member("behavior").isNull() ? "Isolated" : step.text("behavior");
        return switch (name) {
            case "Isolated" -> SplitBehavior.ISOLATED;
            case "Removed" -> SplitBehavior.REMOVED;
            case "MergedWithPrevious" -> SplitBehavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> SplitBehavior.MERGED_WITH_NEXT;
            case "Contiguous" -> SplitBehavior.CONTIGUOUS;
            default ->
                throw step.member("behavior")
                        .wrong("Isolated, Removed, MergedWithPrevious, MergedWithNext or Contiguous");
        };
    }
}
