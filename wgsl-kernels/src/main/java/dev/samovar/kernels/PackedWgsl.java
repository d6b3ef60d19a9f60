package dev.samovar.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * WGSL as it travels: without comments, indentation and needless spaces, and lines that count up, as unrolling leaves
 * them, once. A packed run is its length, a tab, and the first line with {@code #} for each number that counts.
 */
final class PackedWgsl {
    private static final String COMMENT = "//";

    private PackedWgsl() {}

    /** What a compiler reads of the text; empty when that is nothing. */
    static String bare(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int comment = line.indexOf(COMMENT);
            String code = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!code.isEmpty()) {
                lines.add(code);
            }
        }
        return String.join("\n", lines);
    }

    static String pack(String bare) {
        String[] lines = bare.split("\n", -1);
        List<String> packed = new ArrayList<>();
        int at = 0;
        while (at < lines.length) {
            String names = marked(lines[at], false);
            String factors = marked(lines[at], true);
            int byNames = run(lines, at, names);
            int byFactors = run(lines, at, factors);
            int length = Math.max(byNames, byFactors);
            String template = byNames >= byFactors ? names : factors;
            packed.add(tight(length > 1 ? length + "\t" + template : lines[at]));
            at += length;
        }
        return String.join("\n", packed);
    }

    /** Without the spaces that keep neither two names nor two operators apart; attributes stay readable to us. */
    static String tight(String line) {
        if (line.startsWith("@")) {
            return line;
        }
        var text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            boolean between = i > 0 && i + 1 < line.length();
            if (line.charAt(i) != ' ' || between && keepsApart(line.charAt(i - 1), line.charAt(i + 1))) {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }

    private static boolean keepsApart(char before, char after) {
        return isPartOfName(before) && isPartOfName(after) || isOperator(before) && isOperator(after);
    }

    private static boolean isOperator(char c) {
        return "+-*/%&|<>=!~^".indexOf(c) >= 0;
    }

    /** The browser unpacks: no {@code String.split}, which would bring regular expressions along. */
    static String unpack(String packed) {
        var text = new StringBuilder();
        int start = 0;
        while (start <= packed.length()) {
            int end = packed.indexOf('\n', start);
            unpackLine(packed.substring(start, end < 0 ? packed.length() : end), text);
            start = end < 0 ? packed.length() + 1 : end + 1;
        }
        return text.toString();
    }

    private static void unpackLine(String line, StringBuilder text) {
        int tab = line.indexOf('\t');
        int length = tab < 0 ? 1 : Integer.parseInt(line.substring(0, tab));
        String template = line.substring(tab + 1);
        for (int i = 0; i < length; i++) {
            text.append(text.isEmpty() ? "" : "\n");
            text.append(tab < 0 ? template : template.replace("#", Integer.toString(i)));
        }
    }

    /** Lines from there on that are the template for 0, 1, …; at least the first. */
    private static int run(String[] lines, int first, String template) {
        if (template.indexOf('#') < 0) {
            return 1;
        }
        int length = 1;
        while (first + length < lines.length
                && lines[first + length].equals(template.replace("#", Integer.toString(length)))) {
            length++;
        }
        return length;
    }

    /** The line with a mark for each 0 that ends a name, and for those that are multiplied where wanted. */
    private static String marked(String line, boolean factors) {
        var marked = new StringBuilder(line);
        for (int i = 1; i < line.length(); i++) {
            char before = line.charAt(i - 1);
            boolean ends = i + 1 == line.length() || !isPartOfName(line.charAt(i + 1));
            boolean name = isPartOfName(before) && !(before >= '0' && before <= '9');
            boolean factor = factors && before == ' ' && line.startsWith("0 *", i);
            if (line.charAt(i) == '0' && (ends && name || factor)) {
                marked.setCharAt(i, '#');
            }
        }
        return marked.toString();
    }

    private static boolean isPartOfName(char c) {
        return c == '_' || c == '#' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
