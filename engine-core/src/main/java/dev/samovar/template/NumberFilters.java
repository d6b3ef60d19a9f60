package dev.samovar.template;

/** Filters of numbers. */
final class NumberFilters {
    private NumberFilters() {}

    static Value abs(Value value, Arguments arguments, Run run) {
        if (!Numbers.isNumber(value)) {
            throw TemplateException.evaluation("bad operand type for abs(): '" + value.type() + "'");
        }
        return Numbers.real(value) < 0 ? Operations.negative(value) : Operations.positive(value);
    }

    static Value integer(Value value, Arguments arguments, Run run) {
        Value fallback = arguments.or(0, "default", new Value.Int(0));
        if (value instanceof Value.Str s) {
            try {
                String digits = s.text().strip().replace("_", "");
                return new Value.Int(Long.parseLong(digits, (int) arguments.integer(1, "base", 10)));
            } catch (NumberFormatException notAnInteger) {
                return truncated(parsed(s.text()), fallback);
            }
        }
        if (Numbers.isInteger(value)) {
            return new Value.Int(Numbers.integer(value));
        }
        return value instanceof Value.Real r ? truncated(r.value(), fallback) : fallback;
    }

    private static Value truncated(double value, Value fallback) {
        return Double.isNaN(value) || Math.abs(value) >= 0x1p63 ? fallback : new Value.Int((long) value);
    }

    static Value real(Value value, Arguments arguments, Run run) {
        double real = value instanceof Value.Str s
                ? parsed(s.text())
                : Numbers.isNumber(value) ? Numbers.real(value) : Double.NaN;
        return Double.isNaN(real) ? arguments.or(0, "default", new Value.Real(0)) : new Value.Real(real);
    }

    /** NaN when the text is no number. */
    private static double parsed(String text) {
        String trimmed = text.strip();
        // Java would also read '1d', '1f' and hexadecimal floats
        for (int i = 0; i < trimmed.length(); i++) {
            if ("0123456789+-.eE_".indexOf(trimmed.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(trimmed.replace("_", ""));
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    static Value round(Value value, Arguments arguments, Run run) {
        if (!Numbers.isNumber(value)) {
            throw TemplateException.evaluation("type " + value.type() + " has no rounding");
        }
        int precision = (int) Math.max(-300, Math.min(300, arguments.integer(0, "precision", 0)));
        String method = arguments.text(1, "method", "common");
        double scale = Math.pow(10, precision);
        double scaled = Numbers.real(value) * scale;
        double rounded = switch (method) {
            case "common" -> Math.rint(scaled);
            case "ceil" -> Math.ceil(scaled);
            case "floor" -> Math.floor(scaled);
            default -> throw TemplateException.evaluation("method must be common, ceil or floor");
        };
        boolean staysInteger = method.equals("common") && Numbers.isInteger(value);
        return staysInteger ? new Value.Int((long) (rounded / scale)) : new Value.Real(rounded / scale);
    }
}
