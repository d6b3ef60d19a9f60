package dev.samovar.kernels;

import java.util.ArrayList;
import java.util.List;

/** Finds the bindings a shader declares: lines {@code @group(0) @binding(i) var<space, access> name: type;}. */
final class BindingReader {
    private static final String START = "@group(0) @binding(";

    private BindingReader() {}

    static List<Binding> read(String kernel, String wgsl) {
        List<Binding> bindings = new ArrayList<>();
        for (int at = wgsl.indexOf(START); at >= 0; at = wgsl.indexOf(START, at + 1)) {
            int end = wgsl.indexOf(':', at);
            String line = wgsl.substring(at, end < 0 ? wgsl.length() : end);
            if (!line.startsWith(START + bindings.size() + ") var<")) {
                throw new IllegalArgumentException(
                        "kernel " + kernel + ": expected binding " + bindings.size() + ", but found: " + line);
            }
            int space = line.indexOf('<') + 1;
            int name = line.indexOf('>', space) + 1;
            bindings.add(new Binding(line.substring(name).strip(), access(kernel, line.substring(space, name - 1))));
        }
        return bindings;
    }

    private static Binding.Access access(String kernel, String space) {
        return switch (space) {
            case "storage, read" -> Binding.Access.READ;
            case "storage, read_write" -> Binding.Access.READ_WRITE;
            case "uniform" -> Binding.Access.UNIFORM;
            default ->
                throw new IllegalArgumentException("kernel " + kernel + ": a binding is <storage, read>, "
                        + "<storage, read_write> or <uniform>, not <" + space + ">");
        };
    }
}
