package dev.samovar.schedule;

import dev.samovar.program.Batch;
import dev.samovar.schedule.Round.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts rows of sequences together until a round is full. */
final class RoundBuilder {
    private final int maxRows;
    private final List<Part> parts = new ArrayList<>();
    private int rows;
    private int draws;

    RoundBuilder(int maxRows) {
        this.maxRows = maxRows;
    }

    int room() {
        return maxRows - rows;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    void add(Part part) {
        parts.add(part);
        rows += part.rows();
        draws += part.draws() ? 1 : 0;
    }

    /** @param slots of the page tables: as many sequences as may run together */
    Round round(int slots) {
        int[] tokens = new int[rows];
        int[] positions = new int[rows];
        int[] sequences = new int[rows];
        int[] logitRows = new int[draws];
        List<int[]> pages = new ArrayList<>(Collections.nCopies(slots, new int[0]));
        int row = 0;
        int draw = 0;
        for (Part part : parts) {
            Sequence sequence = part.sequence();
            pages.set(sequence.slot(), sequence.pages().toArray());
            for (int position = part.first(); position < part.first() + part.rows(); position++) {
                tokens[row] = sequence.token(position);
                positions[row] = position;
                sequences[row] = sequence.slot();
                row++;
            }
            if (part.draws()) {
                logitRows[draw++] = row - 1;
            }
        }
        return new Round(new Batch(tokens, positions, sequences, pages, logitRows), parts);
    }
}
