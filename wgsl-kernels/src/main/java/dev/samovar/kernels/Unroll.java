package dev.samovar.kernels;

import java.util.ArrayList;
import java.util.List;

/** Repeats lines of a shader text: registers have no index in WGSL that is fast everywhere. */
final class Unroll {
    private Unroll() {}

    /** A line that holds {@code #letter} comes {@code count} times, with the counts 0, 1, … in the letter's place. */
    static String each(String text, char letter, int count) {
        String mark = "#" + letter;
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.contains(mark)) {
                for (int i = 0; i < count; i++) {
                    lines.add(line.replace(mark, Integer.toString(i)));
                }
            } else {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }
}
