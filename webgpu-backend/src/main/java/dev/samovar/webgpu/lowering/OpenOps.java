package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a program that no stage stands for yet, and who reads what. */
final class OpenOps {
    private final List<Op> open;
    private final Map<Value, List<Op>> readers = new HashMap<>();
    private final Set<Value> written = new HashSet<>();
    private final Value result;

    OpenOps(Program program) {
        open = new ArrayList<>(program.ops());
        result = program.logits();
        for (Op op : open) {
            OpInputs.of(op)
                    .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>())
                            .add(op));
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    Op first() {
        return open.get(0);
    }

    /** All operations that read the value. */
    List<Op> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /** The one operation that reads the value, or null: then the value need not be stored when both are one stage. */
    @Nullable
    Op onlyReader(Value value) {
        List<Op> all = readers(value);
        return all.size() == 1 && !value.equals(result) ? all.get(0) : null;
    }

    /** The open operation that writes the value, or null. */
    @Nullable
    Op writer(Value value) {
        return open.stream().filter(op -> op.y().equals(value)).findFirst().orElse(null);
    }

    /** Whether an earlier stage writes the value. */
    boolean isWritten(Value value) {
        return written.contains(value);
    }

    /** Closes a stage's operations; what they read must be written before or by themselves. */
    void close(Stage stage) {
        for (Op op : stage.meaning()) {
            if (!open.remove(op)) {
                throw new IllegalStateException(stage.rule() + " takes an operation that was taken before: " + op);
            }
            for (Value value : OpInputs.of(op)) {
                if (!isWritten(value)) {
                    throw new IllegalStateException(
                            stage.rule() + " reads value " + value.id() + " before it is written");
                }
            }
            written.add(op.y());
        }
    }
}
