package dev.samovar.template;

/**
 * {@code [[fill]align][sign][0][width][,][.precision][type]}, the part of Python's format language that text needs.
 *
 * @param align NUL for the type's own
 * @param precision -1 when absent
 * @param type NUL when absent
 */
record FormatSpec(char fill, char align, char sign, int width, boolean grouped, int precision, char type) {

    static FormatSpec parse(String spec) {
        var reader = new Object() {
            int at = 0;

            char peek(int ahead) {
                return at + ahead < spec.length() ? spec.charAt(at + ahead) : 0;
            }

            boolean take(char wanted) {
                boolean there = peek(0) == wanted;
                at += there ? 1 : 0;
                return there;
            }

            int number() {
                int number = 0;
                for (; peek(0) >= '0' && peek(0) <= '9'; at++) {
                    number = Math.min(100_000_000, number * 10 + peek(0) - '0');
                }
                return number;
            }
        };
        char fill = ' ';
        char align = 0;
        if (isAlign(reader.peek(1))) {
            fill = reader.peek(0);
            align = reader.peek(1);
            reader.at = 2;
        } else if (isAlign(reader.peek(0))) {
            align = reader.peek(0);
            reader.at = 1;
        }
        char sign = reader.take('+') ? '+' : reader.take(' ') ? ' ' : '-';
        if (reader.take('0') && align == 0) {
            fill = '0';
            align = '=';
        }
        int width = reader.number();
        boolean grouped = reader.take(',');
        int precision = reader.take('.') ? reader.number() : -1;
        char type = reader.peek(0);
        if (reader.at + (type == 0 ? 0 : 1) != spec.length()) {
            throw TemplateException.evaluation("Invalid format specifier '" + spec + "'");
        }
        return new FormatSpec(fill, align, sign, width, grouped, precision, type);
    }

    private static boolean isAlign(char c) {
        return c == '<' || c == '>' || c == '^' || c == '=';
    }

    String apply(Value value, Run run) {
        boolean number = Numbers.isNumber(value) && type != 's' && !(type == 0 && value instanceof Value.Bool);
        String text = number ? number(value) : string(value, run);
        char prefix = number && text.startsWith("-") ? '-' : number && sign != '-' ? sign : 0;
        String body = text.startsWith("-") && number ? text.substring(1) : text;
        int missing = width - CodePoints.length(body) - (prefix == 0 ? 0 : 1);
        run.budget().produce((long) body.length() + Math.max(0, missing));
        String padding = String.valueOf(Character.toChars(fill)).repeat(Math.max(0, missing));
        String signed = prefix == 0 ? body : prefix + body;
        int half = padding.length() / 2;
        return switch (align == 0 ? (number ? '>' : '<') : align) {
            case '<' -> signed + padding;
            case '^' -> padding.substring(0, half) + signed + padding.substring(half);
            case '=' -> (prefix == 0 ? "" : String.valueOf(Character.toChars(prefix))) + padding + body;
            default -> padding + signed;
        };
    }

    private String string(Value value, Run run) {
        if (type != 's' && type != 0) {
            throw TemplateException.evaluation(
                    "Unknown format code '" + type + "' for object of type '" + value.type() + "'");
        }
        String text = PythonText.str(value, run.budget());
        int length = CodePoints.length(text);
        return precision < 0 || precision >= length ? text : CodePoints.slice(text, new SliceRange(0, precision, 1));
    }

    private String number(Value value) {
        String text = switch (type) {
            case 'd' -> Long.toString(whole(value));
            case 'x' -> Long.toString(whole(value), 16);
            case 'X' -> TextShape.upper(Long.toString(whole(value), 16));
            case 'o' -> Long.toString(whole(value), 8);
            case 'b' -> Long.toString(whole(value), 2);
            case 'f', 'F' -> FixedPoint.text(Numbers.real(value), precision < 0 ? 6 : precision);
            case '%' -> FixedPoint.text(Numbers.real(value) * 100, precision < 0 ? 6 : precision) + "%";
            case 0 -> value instanceof Value.Real r ? plain(r.value()) : Long.toString(Numbers.integer(value));
            default -> throw TemplateException.evaluation("Unknown format code '" + type + "'");
        };
        return grouped ? grouped(text) : text;
    }

    private String plain(double value) {
        if (precision >= 0) {
            throw TemplateException.evaluation("a precision needs the format code 'f' here");
        }
        return PythonFloat.repr(value);
    }

    private static long whole(Value value) {
        return value instanceof Value.Real r ? (long) r.value() : Numbers.integer(value);
    }

    private static String grouped(String number) {
        int start = number.startsWith("-") ? 1 : 0;
        int end = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
        var out = new StringBuilder(number);
        for (int at = end - 3; at > start; at -= 3) {
            out.insert(at, ',');
        }
        return out.toString();
    }
}
