package dev.samovar.tokenizer.normalize;

import dev.samovar.tokenizer.unicode.CodePoints;

/** Hangul syllables decompose and compose by arithmetic (Unicode standard, section 3.12). */
final class Hangul {
    private static final int SYLLABLES = 0xAC00;
    private static final int LEADS = 0x1100;
    private static final int VOWELS = 0x1161;
    private static final int TRAILS = 0x11A7; // one before the first: none
    private static final int LEAD_COUNT = 19;
    private static final int VOWEL_COUNT = 21;
    private static final int TRAIL_COUNT = 28;
    private static final int SYLLABLE_COUNT = LEAD_COUNT * VOWEL_COUNT * TRAIL_COUNT;

    private Hangul() {}

    static boolean isSyllable(int codePoint) {
        return codePoint >= SYLLABLES && codePoint < SYLLABLES + SYLLABLE_COUNT;
    }

    static void decompose(int syllable, CodePoints out) {
        int index = syllable - SYLLABLES;
        out.add(LEADS + index / (VOWEL_COUNT * TRAIL_COUNT));
        out.add(VOWELS + index / TRAIL_COUNT % VOWEL_COUNT);
        if (index % TRAIL_COUNT != 0) {
            out.add(TRAILS + index % TRAIL_COUNT);
        }
    }

    /** The syllable of a lead and a vowel, or of such a syllable and a trail; -1 when the two are neither. */
    static int compose(int first, int second) {
        int lead = first - LEADS;
        int vowel = second - VOWELS;
        if (lead >= 0 && lead < LEAD_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return SYLLABLES + (lead * VOWEL_COUNT + vowel) * TRAIL_COUNT;
        }
        int trail = second - TRAILS;
        if (isSyllable(first) && (first - SYLLABLES) % TRAIL_COUNT == 0 && trail > 0 && trail < TRAIL_COUNT) {
            return first + trail;
        }
        return -1;
    }
}
