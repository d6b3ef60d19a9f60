package dev.samovar.weights;

import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Program;
import dev.samovar.program.Vector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shapes that a program wants tensors to have, for containers whose own do not tell. */
public final class WantedShapes {
    private WantedShapes() {}

    /** By the tensor's name: [rows, columns], or [size]. */
    public static Map<String, List<Integer>> of(Program program) {
        Map<String, List<Integer>> shapes = new HashMap<>();
        for (Op op : program.ops()) {
            for (Matrix m : OpWeights.matrices(op)) {
                int rows = m.firstRow() + m.rows();
                shapes.merge(
                        m.tensor(),
                        m.transposed() ? List.of(m.columns(), rows) : List.of(rows, m.columns()),
                        WantedShapes::larger);
            }
            for (Vector v : OpWeights.vectors(op)) {
                shapes.merge(v.tensor(), List.of(v.first() + v.size()), WantedShapes::larger);
            }
        }
        return shapes;
    }

    /** Parts of one tensor are wanted by several operations. */
    private static List<Integer> larger(List<Integer> a, List<Integer> b) {
        return a.get(0) >= b.get(0) && a.get(a.size() - 1) >= b.get(b.size() - 1) ? a : b;
    }
}
