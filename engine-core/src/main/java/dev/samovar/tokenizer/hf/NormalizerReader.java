package dev.samovar.tokenizer.hf;

import dev.samovar.tokenizer.normalize.ByteLetters;
import dev.samovar.tokenizer.normalize.CharacterMap;
import dev.samovar.tokenizer.normalize.Lowercase;
import dev.samovar.tokenizer.normalize.Nmt;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.normalize.Prepend;
import dev.samovar.tokenizer.normalize.Replace;
import dev.samovar.tokenizer.normalize.Strip;
import dev.samovar.tokenizer.normalize.StripAccents;
import dev.samovar.tokenizer.normalize.UnicodeForm;
import dev.samovar.tokenizer.pattern.Pattern;
import dev.samovar.tokenizer.pattern.PatternException;
import dev.samovar.weights.ModelFormatException;
import java.util.Base64;
import java.util.List;

/** Reads {@code normalizer}. */
final class NormalizerReader {
    private NormalizerReader() {}

    static Normalizer read(Section normalizer) {
        if (normalizer.isNull()) {
            return new Normalizer.Sequence(List.of());
        }
        return switch (normalizer.type()) {
            case "Sequence" ->
                new Normalizer.Sequence(normalizer.items("normalizers").stream()
                        .map(NormalizerReader::read)
                        .toList());
            case "NFC" -> UnicodeForm.NFC;
            case "NFD" -> UnicodeForm.NFD;
            case "NFKC" -> UnicodeForm.NFKC;
            case "NFKD" -> UnicodeForm.NFKD;
            case "Prepend" -> new Prepend(normalizer.text("prepend"));
            case "Replace" -> new Replace(pattern(normalizer.member("pattern")), normalizer.text("content"));
            case "Lowercase" -> new Lowercase();
            case "Strip" -> new Strip(normalizer.flag("strip_left", true), normalizer.flag("strip_right", true));
            case "StripAccents" -> new StripAccents();
            case "Nmt" -> new Nmt();
            case "ByteLevel" -> new ByteLetters();
            case "Precompiled" -> characterMap(normalizer.member("precompiled_charsmap"));
            default ->
                throw normalizer.unsupported(
                        "normalizer",
                        "Sequence, NFC, NFD, NFKC, NFKD, Prepend, Replace, Lowercase, Strip, StripAccents, Nmt, ByteLevel and"
                                + " Precompiled");
        };
    }

    /** {@code {"String": literal}} or {@code {"Regex": pattern}}. */
    static Pattern pattern(Section pattern) {
        if (!pattern.member("Regex").isNull()) {
            try {
                return Pattern.compile(pattern.text("Regex"));
            } catch (PatternException e) {
                throw new ModelFormatException(pattern.path() + ": " + e.getMessage(), e);
            }
        }
        return Pattern.literal(pattern.text("String"));
    }

    private static Normalizer characterMap(Section map) {
        if (map.isNull()) {
            return new Normalizer.Sequence(List.of());
        }
        try {
            return CharacterMap.read(Base64.getDecoder().decode(map.text()), map.path());
        } catch (IllegalArgumentException e) {
            throw map.wrong("base64");
        }
    }
}
