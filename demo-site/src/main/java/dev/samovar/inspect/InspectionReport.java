package dev.samovar.inspect;

import dev.samovar.program.OpWeights;
import dev.samovar.quant.Unsupported;
import dev.samovar.weights.Tensor;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prints an inspection for people: a summary, a line a format, a line a tensor. */
public final class InspectionReport {
    private InspectionReport() {}

    public static void print(Inspection found, PrintWriter out) {
        long bytes = found.tensors().stream().mapToLong(Tensor::bytes).sum();
        line(out, "container", found.container());
        line(out, "architecture", found.architecture().isEmpty() ? "not said" : found.architecture());
        line(out, "tensors", found.tensors().size() + ", " + bytes + " bytes");
        found.model().ifPresent(m -> {
            line(out, "vocabulary", "" + m.program().vocabulary());
            line(out, "layers", "" + m.program().attentions().size());
            line(out, "context", "" + m.program().contextLength());
        });
        line(out, "runs", found.fault().isEmpty() ? "yes" : "no: " + found.fault());
        formats(found, out);
        Set<String> used = used(found);
        for (Tensor t : found.tensors()) {
            out.printf(
                    Locale.ROOT,
                    "  %-56s %-20s %-8s %12d  %s%n",
                    t.name(),
                    t.shape(),
                    t.format().name(),
                    t.bytes(),
                    fate(t, found, used));
        }
        out.flush();
    }

    private static void formats(Inspection found, PrintWriter out) {
        Map<String, Long> bytes = new TreeMap<>();
        found.tensors().forEach(t -> bytes.merge(t.format().name(), t.bytes(), Long::sum));
        bytes.forEach((name, sum) -> line(out, name, sum + " bytes"));
    }

    /** What the engine would do with the tensor. */
    private static String fate(Tensor tensor, Inspection found, Set<String> used) {
        if (tensor.format() instanceof Unsupported) {
            return "cannot be decoded";
        }
        if (found.model().isPresent() && !used.contains(tensor.name())) {
            return "not used as a weight";
        }
        return tensor.shape().size() < 2 ? "floats" : tensor.format().layout().name();
    }

    private static Set<String> used(Inspection found) {
        Set<String> names = new HashSet<>();
        found.model()
                .ifPresent(m -> m.program().ops().forEach(op -> {
                    var weights = m.checkpoint().weights();
                    OpWeights.matrices(op)
                            .forEach(w -> names.add(weights.require(w.tensor()).name()));
                    OpWeights.vectors(op)
                            .forEach(v -> names.add(weights.require(v.tensor()).name()));
                }));
        return names;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-14s%s%n", name, value);
    }
}
