package dev.samovar.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A GGUF file cut into parts, {@code NAME-00001-of-00003.gguf} and so on: the first has the metadata, each has tensors.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/tree/master/tools/gguf-split">gguf-split</a>
 */
public final class GgufParts {
    private static final String ENDING = ".gguf";
    private static final String OF = "-of-";
    private static final int DIGITS = 5;
    private static final String COUNT = "split.count";

    private GgufParts() {}

    /** All parts' names when {@code file} is the name of one, else the file alone. */
    public static List<String> names(String file) {
        int end = file.length() - ENDING.length();
        int of = end - DIGITS - OF.length();
        int start = of - DIGITS;
        if (start < 1
                || !file.endsWith(ENDING)
                || !file.startsWith(OF, of)
                || file.charAt(start - 1) != '-'
                || !isNumber(file.substring(start, of))
                || !isNumber(file.substring(end - DIGITS, end))) {
            return List.of(file);
        }
        int count = Integer.parseInt(file.substring(end - DIGITS, end));
        List<String> names = new ArrayList<>();
        for (int part = 1; part <= count; part++) {
            String number = Integer.toString(100_000 + part).substring(1);
            names.add(file.substring(0, start) + number + file.substring(of));
        }
        return names.contains(file) ? names : List.of(file);
    }

    /** A whole file, or all parts of which {@code name} is one: the metadata of the first and the tensors of all. */
    public static GgufFile read(ModelFiles files, String name) {
        List<String> names = names(name);
        GgufFile first = GgufFile.read(files.require(names.getFirst()));
        requireParts(first, names.size());
        List<Tensor> tensors = new ArrayList<>(first.tensors());
        for (String part : names.subList(1, names.size())) {
            tensors.addAll(GgufFile.read(files.require(part)).tensors());
        }
        Set<String> distinct = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (!distinct.add(tensor.name())) {
                throw new ModelFormatException(
                        tensor.source().name() + ": tensor " + tensor.name() + " is in a part before it too");
            }
        }
        long stated = first.metadata().integer("split.tensors.count").orElse((long) tensors.size());
        if (stated != tensors.size()) {
            throw new ModelFormatException(first.metadata().source() + ": metadata split.tensors.count is " + stated
                    + ", but the " + names.size() + " parts hold " + tensors.size() + " tensors");
        }
        return new GgufFile(first.version(), first.metadata(), tensors);
    }

    /** Refuses a file that is a part of another number of them. */
    public static void requireParts(GgufFile file, int parts) {
        long count = Math.max(1, file.metadata().integer(COUNT).orElse(1L));
        if (count != parts) {
            throw new ModelFormatException(file.metadata().source() + ": metadata " + COUNT + " is " + count + ", but "
                    + parts + (parts == 1 ? " is" : " are") + " here; give the address of a part, all of them side by "
                    + "side and named NAME-00001-of-00003.gguf, or join them with llama-gguf-split --merge");
        }
    }

    private static boolean isNumber(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
