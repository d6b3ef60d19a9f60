package dev.samovar.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/** The texts of {@code corpus.json} and what oracles made of them (see {@code src/test/oracles/tokenizer}). */
public final class Corpus {
    private Corpus() {}

    public static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Json json(String resource) {
        return Json.parse(new String(resource(resource), StandardCharsets.UTF_8));
    }

    public static List<Json> array(String resource) {
        return ((Json.Arr) json(resource)).items();
    }

    /** Text by name. */
    public static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Json entry : array("corpus.json")) {
            texts.put(string(entry, "name"), string(entry, "text").repeat((int) number(entry, "times")));
        }
        return texts;
    }

    /** One test a text: the ids are the oracle's. */
    public static List<DynamicTest> idsEqual(String expectedResource, Tokenizer tokenizer, boolean parseSpecial) {
        Map<String, String> texts = texts();
        List<DynamicTest> tests = new ArrayList<>();
        for (Json expected : array(expectedResource)) {
            String name = string(expected, "name");
            String text = Objects.requireNonNull(texts.get(name), name);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                Json wanted = member(expected, "ids");
                int[] ids = tokenizer.encode(text, parseSpecial);
                assertEquals(wanted.text(), wanted instanceof Json.Arr ? list(ids) : '"' + digest(ids) + '"');
            }));
        }
        return tests;
    }

    public static Json member(Json object, String name) {
        return Objects.requireNonNull(object.get(name), name);
    }

    public static String string(Json object, String member) {
        return ((Json.Str) member(object, member)).value();
    }

    private static double number(Json object, String member) {
        return ((Json.Num) member(object, member)).value();
    }

    private static String list(int[] ids) {
        return Arrays.toString(ids).replace(" ", "");
    }

    /** As {@code corpus.py} makes it: the count, then the start of the hash of the decimals. */
    public static String digest(int[] ids) {
        return ids.length + ":"
                + sha256(Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }

    /** The first 8 bytes of the hash of the text's UTF-8. */
    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text with U+FFFD for unpaired surrogates. */
    public static String wellFormed(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
        return out.toString();
    }
}
