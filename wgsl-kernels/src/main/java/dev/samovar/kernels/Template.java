package dev.samovar.kernels;

import java.util.Map;

/** Fills the {@code ${holes}} of a shader text. */
final class Template {
    private Template() {}

    /** Every hole must have a filling and every filling a hole. */
    static String fill(String text, Map<String, String> fillings) {
        String filled = text;
        for (var filling : fillings.entrySet()) {
            String hole = "${" + filling.getKey() + "}";
            if (!text.contains(hole)) {
                throw new IllegalArgumentException("the shader has no hole " + hole);
            }
            filled = filled.replace(hole, filling.getValue().stripTrailing());
        }
        int open = filled.indexOf("${");
        if (open >= 0) {
            throw new IllegalArgumentException(
                    "nothing fills the hole at: " + filled.substring(open, Math.min(open + 30, filled.length())));
        }
        return filled;
    }
}
