package dev.samovar.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KvCacheTest {
    private static final int PAGE = 32;

    private final KvCache cache = new KvCache(8);

    @Test
    void theNextTurnReusesAllOfTheLast() {
        keep(tokens(70, 1), 70);
        PageTable next = cache.open(100);
        assertEquals(70, cache.reuse(next, join(tokens(70, 1), tokens(20, 2)), 89));
        assertEquals(3, next.size());
    }

    @Test
    void aTurnThatPartsFromTheLastReusesWhatTheyShare() {
        keep(tokens(70, 1), 70);
        PageTable edited = cache.open(100);
        assertEquals(66, cache.reuse(edited, join(tokens(66, 1), tokens(9, 2)), 74));
    }

    @Test
    void aPageThatLeadsToOthersIsNotOverwritten() {
        keep(tokens(70, 1), 70);
        PageTable edited = cache.open(60);
        assertEquals(32, cache.reuse(edited, join(tokens(50, 1), tokens(9, 2)), 58));
        cache.grow(edited, 59);
        cache.close(edited);
        assertEquals(70, cache.reuse(cache.open(71), tokens(71, 1), 70));
    }

    @Test
    void conversationsInTurnKeepTheirPrefixes() {
        int[] one = join(tokens(40, 1), tokens(30, 2));
        int[] other = join(tokens(40, 1), tokens(50, 3));
        keep(one, 70);
        keep(other, 90);
        assertEquals(70, reused(one, 70));
        assertEquals(90, reused(other, 90));
    }

    @Test
    void sequencesOfOnePromptShareItsFullPages() {
        int[] prompt = tokens(64, 1);
        PageTable first = cache.open(80);
        PageTable second = cache.open(80);
        cache.grow(first, 64);
        cache.grow(second, 64);
        cache.keep(first, prompt, 64);
        cache.keep(second, prompt, 64);
        assertEquals(first.page(0), second.page(0));
        assertEquals(first.page(1), second.page(1));
        PageTable third = cache.open(80);
        assertEquals(32, cache.reuse(third, prompt, 63), "the page of position 63 is shared and cannot be written");
    }

    @Test
    void roomIsMadeInPlaceOfThePrefixUnusedLongest() {
        keep(tokens(64, 1), 64);
        keep(tokens(64, 2), 64);
        keep(tokens(64, 3), 64);
        assertEquals(64, reused(tokens(64, 1), 64));
        PageTable large = cache.open(4 * PAGE);
        cache.grow(large, 3 * PAGE);
        cache.close(large);
        assertEquals(64, reused(tokens(64, 3), 64));
        assertEquals(64, reused(tokens(64, 1), 64));
        assertEquals(32, reused(tokens(64, 2), 64));
    }

    @Test
    void promisesNoMoreThanItHas() {
        keep(tokens(200, 1), 200);
        PageTable open = cache.open(5 * PAGE);
        assertTrue(cache.admits(3 * PAGE));
        assertFalse(cache.admits(3 * PAGE + 1));
        cache.grow(open, PAGE);
        assertFalse(cache.admits(3 * PAGE + 1));
        assertThrows(IllegalStateException.class, () -> cache.open(4 * PAGE));
        assertThrows(IllegalStateException.class, () -> cache.grow(open, 6 * PAGE));
        cache.close(open);
        assertTrue(cache.admits(8 * PAGE));
        assertThrows(IllegalStateException.class, () -> cache.close(open));
    }

    private void keep(int[] tokens, int length) {
        PageTable table = cache.open(length);
        cache.reuse(table, tokens, length - 1);
        cache.grow(table, length);
        cache.keep(table, tokens, length);
        cache.close(table);
    }

    /** Looks without changing anything but the order of use. */
    private int reused(int[] tokens, int end) {
        PageTable table = cache.open(end);
        int reused = cache.reuse(table, tokens, end);
        cache.keep(table, tokens, reused);
        cache.close(table);
        return reused;
    }

    /** Distinct tokens that belong to {@code author}. */
    private static int[] tokens(int count, int author) {
        return IntStream.range(0, count).map(i -> author * 1000 + i).toArray();
    }

    private static int[] join(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }
}
