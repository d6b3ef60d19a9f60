package dev.samovar.inspect;

import dev.samovar.program.Matrix;
import dev.samovar.program.OpWeights;
import dev.samovar.program.Vector;
import dev.samovar.quant.Unsupported;
import dev.samovar.quant.WeightFormat;
import dev.samovar.weights.Tensor;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
        Map<String, Tensor> used = used(found);
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
    private static String fate(Tensor tensor, Inspection found, Map<String, Tensor> used) {
        boolean scales = tensor.name().endsWith(".q_scale"); // MLC's, part of the matrix beside them
        WeightFormat format = used.getOrDefault(tensor.name(), tensor).format();
        if (format instanceof Unsupported) {
            return "cannot be decoded";
        }
        if (found.model().isPresent() && !used.containsKey(tensor.name())) {
            return scales ? "scales" : "not used as a weight";
        }
        return tensor.shape().size() < 2 ? "floats" : format.layout().name();
    }

    /** The weights by the file's own names. */
    private static Map<String, Tensor> used(Inspection found) {
        Map<String, Tensor> used = new HashMap<>();
        found.model()
                .ifPresent(m -> m.program().ops().forEach(op -> {
                    Stream<String> matrices = OpWeights.matrices(op).stream().map(Matrix::tensor);
                    Stream<String> vectors = OpWeights.vectors(op).stream().map(Vector::tensor);
                    Stream.concat(matrices, vectors).forEach(name -> {
                        Tensor tensor = m.checkpoint().weights().require(name);
                        used.put(tensor.name(), tensor);
                    });
                }));
        return used;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-14s%s%n", name, value);
    }
}
