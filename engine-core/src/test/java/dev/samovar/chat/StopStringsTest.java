package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No part of a stop string ever leaves, and nothing else is held back. */
class StopStringsTest {
    @Test
    void holdsBackOnlyWhatMayBeginAStopString() {
        var stops = new StopStrings(List.of("</s>", "\nUser:"));
        assertEquals("Hi", stops.push("Hi<"));
        assertEquals("</b>", stops.push("/b>"));
        assertEquals(" and", stops.push(" and\nUs"));
        assertEquals("\nUs", stops.push("<"));
        assertEquals("", stops.push("/s"));
        assertEquals("", stops.push("> more"));
        assertTrue(stops.stopped());
        assertEquals("", stops.push("and more"));
        assertEquals("", stops.flush());
    }

    @Test
    void givesWhatWasHeldBackWhenTheTextEnds() {
        var stops = new StopStrings(List.of("abc"));
        assertEquals("a", stops.push("aab"));
        assertEquals("ab", stops.flush());
        assertFalse(stops.stopped());
    }

    @Test
    void ofStopsThatEndTogetherTheLongestCounts() {
        var stops = new StopStrings(List.of("b", "ab"));
        assertEquals("x", stops.push("xaby"));
    }

    /** Against a search of the whole text, over texts that are nearly stop strings all the time. */
    @Test
    void agreesWithASearchOfTheWholeText() {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            List<String> stops = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                stops.add(text(random, 1 + random.nextInt(5)));
            }
            check(text(random, random.nextInt(30)), stops, random);
        }
    }

    private static void check(String text, List<String> stopList, Random random) {
        String expected = text;
        boolean found = false;
        for (int end = 1; end <= text.length() && !found; end++) {
            for (String stop : stopList) {
                if (text.substring(0, end).endsWith(stop)) {
                    found = true;
                    int start = end - stop.length();
                    expected = expected.length() < start ? expected : text.substring(0, start);
                }
            }
        }
        var stops = new StopStrings(stopList);
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(6));
            out.append(stops.push(text.substring(at, next)));
            at = next;
            String left = text.substring(0, at);
            assertTrue(stops.stopped() || left.equals(out + held(left, stopList)), "held back in vain: " + left);
        }
        out.append(stops.flush());
        assertEquals(expected, out.toString(), () -> text + " until one of " + stopList);
        assertEquals(found, stops.stopped());
    }

    /** The longest end of the text that begins a stop string. */
    private static String held(String text, List<String> stops) {
        for (int start = 0; start < text.length(); start++) {
            String end = text.substring(start);
            if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
                return end;
            }
        }
        return "";
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }
}
