package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import java.util.List;

/**
 * Launches that together do what some operations mean.
 *
 * @param rule what made it, for people
 * @param meaning the operations, in order of the program
 */
public record Stage(String rule, List<Op> meaning, List<Launch> launches) {
    public Stage {
        meaning = List.copyOf(meaning);
        launches = List.copyOf(launches);
    }
}
