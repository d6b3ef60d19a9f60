package dev.samovar.schedule;

import dev.samovar.program.Batch;
import dev.samovar.schedule.Round.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Puts rows of sequences together until a batch is full. */
final class RoundBuilder {
    private final int[] tokens;
    private final int[] positions;
    private final int[] slots;
    private final List<int[]> pages;
    private final int[] logitRows;
    private final List<Part> parts = new ArrayList<>();
    private int rows;
    private int draws;

    RoundBuilder(int maxRows, int slots) {
        this.tokens = new int[maxRows];
        this.positions = new int[maxRows];
        this.slots = new int[maxRows];
        this.logitRows = new int[maxRows];
        this.pages = new ArrayList<>(Collections.nCopies(slots, new int[0]));
    }

    int room() {
        return tokens.length - rows;
    }

    /** Adds the sequence's next {@code count} rows; its page table must reach that far. */
    void add(Sequence sequence, int count) {
        int last = sequence.next() + count - 1;
        for (int position = sequence.next(); position <= last; position++) {
            tokens[rows] = sequence.token(position);
            positions[rows] = position;
            slots[rows] = sequence.slot();
            rows++;
        }
        if (sequence.draws(last)) {
            logitRows[draws++] = rows - 1;
        }
        pages.set(sequence.slot(), sequence.pages().toArray());
        parts.add(new Part(sequence, count, sequence.draws(last)));
    }

    boolean isEmpty() {
        return rows == 0;
    }

    Round round() {
        var batch = new Batch(
                Arrays.copyOf(tokens, rows),
                Arrays.copyOf(positions, rows),
                Arrays.copyOf(slots, rows),
                pages,
                Arrays.copyOf(logitRows, draws));
        return new Round(batch, parts);
    }
}
