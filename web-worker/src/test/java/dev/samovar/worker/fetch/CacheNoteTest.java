package dev.samovar.worker.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheNoteTest {
    private static final CacheNote NOTE = new CacheNote("http://a/b", "\"etag\"", 5_000_000_000L, "00ff", true);

    @Test
    void survivesTheTripThroughItsText() {
        assertEquals(NOTE, CacheNote.read("http://a/b", NOTE.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"url\":\"http://a/b\"}", "null"})
    void isNoneWhenItCannotBeRead(String text) {
        assertEquals(CacheNote.none("http://a/b"), CacheNote.read("http://a/b", text));
    }

    @Test
    void isNoneOfAnotherAddress() {
        assertEquals(CacheNote.none("http://a/c"), CacheNote.read("http://a/c", NOTE.text()));
    }

    @Test
    void readsContentRanges() {
        assertEquals(new ContentRange(5, 9, 10), ContentRange.parse("bytes 5-9/10"));
        assertEquals(new ContentRange(0, 4_999_999_999L, -1), ContentRange.parse("bytes 0-4999999999/*"));
        assertNull(ContentRange.parse(""));
        assertNull(ContentRange.parse("bytes */10"));
        assertNull(ContentRange.parse("bytes a-b/c"));
    }
}
