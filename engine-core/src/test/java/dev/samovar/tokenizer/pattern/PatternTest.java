package dev.samovar.tokenizer.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {

    @ParameterizedTest(name = "{0} takes {2} of {1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a|ab;ab;1",
                "(?:a|ab)c;abc;3",
                "\\p{L}+;aбв1;3",
                "\\P{L}+;1!a;2",
                "\\p{^L}+;1!a;2",
                "[^\\s\\p{L}]?\\p{L}+;!ab;3",
                "[^\\s\\p{L}]?\\p{L}+;ab;2",
                "\\s+(?!\\S);   a;2",
                "\\s+(?!\\S);   ;3",
                "\\s+(?=a);   a;3",
                "\\d{1,3};1234;3",
                "\\d{2};1;-1",
                "\\d{2,};12345;5",
                "\\d{1,3}+;12345;5",
                "\\d{2}+;12345;4",
                "a++b;aab;3",
                "a++a;aaa;-1",
                "a?+a;a;-1",
                "(?i:'s|'ll);'Ll;3",
                "(?i:'s);'\u017F;2",
                "'s;'S;-1",
                "(?:ab)*c;ababc;5",
                "(?:ab)*;abaX;2",
                "(?:a|bc)?d;bcd;3",
                "[a-z\\-]+;a-b_;3",
                "[a\\]b]+;a]b;3",
                "[^\\S ]+;\t\t a;2",
                "[!-/[=-@]]+;!/=@a;4",
                ".+;ab\uD83D\uDE00c;4",
                "\\s++$; \t ;3",
                "\\x{41}\\x42;AB;2",
            })
    void matchesFromTheStart(String pattern, String text, int length) {
        int[] codePoints = text.codePoints().toArray();
        assertEquals(length, Pattern.compile(pattern).matchEnd(codePoints, 0, codePoints.length));
    }

    @Test
    void seesNothingPastTheEnd() {
        int[] text = "  a".codePoints().toArray();
        assertEquals(2, Pattern.compile("\\s+(?!\\S)").matchEnd(text, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a",
                "a)",
                "[a",
                "*a",
                "a{",
                "a{2",
                "\\",
                "\\q",
                "\\p{L",
                "\\p{Nope}",
                "\\p{}",
                "(?<n>a)",
                "(?i)a",
                "a*?",
                "(?:a|bb)*",
                "(?:a*)*",
                "[[:alpha:]]",
                "[a&&b]",
                "[z-a]",
                "^a",
                "\\x{110000}"
            })
    void refusesWhatItDoesNotUnderstandAndSaysWhere(String pattern) {
        var refused = assertThrows(PatternException.class, () -> Pattern.compile(pattern));
        assertTrue(
                refused.toString().contains(" at offset ") && refused.toString().endsWith(pattern), refused::toString);
    }

    @Test
    void depthIsBounded() {
        String pattern = "(?:".repeat(10_000) + "a" + ")".repeat(10_000);
        assertThrows(PatternException.class, () -> Pattern.compile(pattern));
    }

    @Test
    void longTextsNeedNoStack() {
        int[] text = "ab".repeat(500_000).codePoints().toArray();
        assertEquals(text.length, Pattern.compile("(?:ab)+").matchEnd(text, 0, text.length));
        assertEquals(text.length, Pattern.compile("[ab]*").matchEnd(text, 0, text.length));
    }
}
