package dev.samovar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our reader and writer with Jackson's on what both must accept, and pins what both must refuse. */
class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,-2.5e3,true,false,null,\"x\\n\\u00e9\\ud83d\\ude00\"],\"b\":{}}",
                "[]",
                "  [ [ ] , { } , \"\\\\\\/\\b\\f\" ]\n",
                "9007199254740993",
                "\"\u2028 kept raw, as are € and \uD83D\uDE00\"",
            })
    void readsWhatJacksonReads(String text) throws IOException {
        assertEquals(JSON.std.anyFrom(text), JSON.std.anyFrom(Json.parse(text).text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{'a':1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "tru",
                "nullx",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"open",
                "[1] 2",
                "NaN",
            })
    void refusesWhatIsNotJson(String text) {
        assertThrows(JsonException.class, () -> Json.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"'[1 2]',3", "'{\"a\" 1}',5", "'[true,]',6"})
    void saysWhere(String text, int offset) {
        assertEquals(
                offset,
                assertThrows(JsonException.class, () -> Json.parse(text)).offset());
    }

    @Test
    void boundsNesting() {
        String deep = "[".repeat(100_000);
        var e = assertThrows(JsonException.class, () -> Json.parse(deep));
        assertTrue(String.valueOf(e.getMessage()).contains("200"));
    }

    @Test
    void escapesUnpairedSurrogates() {
        assertEquals("\"\\ud800x\"", new Json.Str("\ud800x").text());
        assertEquals("\"\\udc00\"", new Json.Str("\udc00").text());
    }

    @Test
    void lastOfRepeatedMembersWins() {
        assertEquals("{\"a\":2}", Json.parse("{\"a\":1,\"a\":2}").text());
    }
}
