package dev.samovar.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hundreds of sequences that share prefixes, part, overshoot and end anywhere, in a cache that is too small, against a
 * memory that knows for every position which prefix it was written for.
 */
class KvCacheSoakTest {
    private static final int PAGES = 24;
    private static final int PAGE = 32;

    private final KvCache cache = new KvCache(PAGES);
    private final int[] memory = new int[PAGES * PAGE]; // [page · 32 + position mod 32] hash of the tokens so far
    private final List<Running> running = new ArrayList<>();
    private long reused;

    private record Running(PageTable table, int[] tokens, int[] length) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverGivesAPositionThatAnotherWrote(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(4) == 0 || running.isEmpty()) {
                open(random);
            } else {
                Running sequence = running.get(random.nextInt(running.size()));
                if (random.nextInt(3) > 0) {
                    advance(sequence, random.nextInt(40));
                } else {
                    end(sequence, random);
                }
            }
        }
        assertTrue(reused > 5_000, "reused " + reused);
    }

    private void open(Random random) {
        int[] tokens = new int[1 + random.nextInt(8 * PAGE)];
        int parting = random.nextInt(3) == 0 ? random.nextInt(tokens.length) : tokens.length;
        int author = random.nextInt(4);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i < parting ? i / 50 * author : random.nextInt(5);
        }
        if (!cache.admits(tokens.length)) {
            return;
        }
        var sequence = new Running(cache.open(tokens.length), tokens, new int[1]);
        sequence.length[0] = cache.reuse(sequence.table, tokens, tokens.length - 1);
        reused += sequence.length[0];
        check(sequence);
        running.add(sequence);
    }

    private void advance(Running sequence, int count) {
        int end = Math.min(sequence.tokens.length, sequence.length[0] + count);
        cache.grow(sequence.table, end);
        for (int position = sequence.length[0]; position < end; position++) {
            memory[slot(sequence, position)] = prefix(sequence, position);
        }
        sequence.length[0] = end;
        check(sequence);
        if (count % 3 == 0) {
            cache.keep(sequence.table, sequence.tokens, end / PAGE * PAGE);
            check(sequence);
        }
    }

    /** Ends before what was written last, as when text ended while steps were in flight. */
    private void end(Running sequence, Random random) {
        check(sequence);
        int kept = Math.max(0, sequence.length[0] - random.nextInt(9));
        cache.keep(sequence.table, sequence.tokens, kept);
        cache.close(sequence.table);
        running.remove(sequence);
    }

    private void check(Running sequence) {
        for (int position = 0; position < sequence.length[0]; position++) {
            assertEquals(prefix(sequence, position), memory[slot(sequence, position)], "position " + position);
        }
    }

    private static int slot(Running sequence, int position) {
        return sequence.table.toArray()[position / PAGE] * PAGE + position % PAGE;
    }

    private static int prefix(Running sequence, int position) {
        return Arrays.hashCode(Arrays.copyOf(sequence.tokens, position + 1));
    }
}
