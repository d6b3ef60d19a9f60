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
final class Corpus {
    private Corpus() {}

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Json> array(String resource) {
        return ((Json.Arr) Json.parse(new String(resource(resource), StandardCharsets.UTF_8))).items();
    }

    /** Text by name. */
    static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Json entry : array("corpus.json")) {
            texts.put(string(entry, "name"), string(entry, "text").repeat((int) number(entry, "times")));
        }
        return texts;
    }

    /** One test a text: the ids are the oracle's. */
    static List<DynamicTest> idsEqual(String expectedResource, Tokenizer tokenizer) {
        Map<String, String> texts = texts();
        List<DynamicTest> tests = new ArrayList<>();
        for (Json expected : array(expectedResource)) {
            String name = string(expected, "name");
            String text = Objects.requireNonNull(texts.get(name), name);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                Json wanted = Objects.requireNonNull(expected.get("ids"));
                int[] ids = tokenizer.encode(text, true);
                assertEquals(wanted.text(), wanted instanceof Json.Arr ? list(ids) : '"' + digest(ids) + '"');
            }));
        }
        return tests;
    }

    static String string(Json object, String member) {
        return ((Json.Str) Objects.requireNonNull(object.get(member))).value();
    }

    private static double number(Json object, String member) {
        return ((Json.Num) Objects.requireNonNull(object.get(member))).value();
    }

    private static String list(int[] ids) {
        return Arrays.toString(ids).replace(" ", "");
    }

    /** As {@code corpus.py} makes it: the count, then the first 8 bytes of the SHA-256 of the decimals. */
    static String digest(int[] ids) {
        String decimals = Arrays.stream(ids).mapToObj(Integer::toString).collect(Collectors.joining(","));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(decimals.getBytes(StandardCharsets.UTF_8));
            return ids.length + ":" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
