package dev.samovar.template;

/** Numbers of Python: booleans are integers, and an integer meets a float as a float. Integers have 64 bits here. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.Bool;
    }

    static boolean isInteger(Value value) {
        return value instanceof Value.Int || value instanceof Value.Bool;
    }

    /** @param value a number */
    static double real(Value value) {
        return value instanceof Value.Real r ? r.value() : integer(value);
    }

    /** @param value an integer or a boolean */
    static long integer(Value value) {
        if (value instanceof Value.Int i) {
            return i.value();
        }
        return value == Value.Bool.TRUE ? 1 : 0;
    }

    static int compare(Value a, Value b) {
        if (isInteger(a) && isInteger(b)) {
            return Long.compare(integer(a), integer(b));
        }
        double x = real(a);
        double y = real(b);
        return x < y ? -1 : x > y ? 1 : x == y ? 0 : Double.compare(x, y); // NaN last, so that sorting stays lawful
    }

    static Value arithmetic(Expression.Operator operator, Value a, Value b) {
        return isInteger(a) && isInteger(b)
                ? integers(operator, integer(a), integer(b))
                : new Value.Real(reals(operator, real(a), real(b)));
    }

    private static Value integers(Expression.Operator operator, long a, long b) {
        try {
            return switch (operator) {
                case ADD -> new Value.Int(Math.addExact(a, b));
                case SUBTRACT -> new Value.Int(Math.subtractExact(a, b));
                case MULTIPLY -> new Value.Int(Math.multiplyExact(a, b));
                case DIVIDE -> new Value.Real((double) a / nonZero(b));
                case FLOOR_DIVIDE -> new Value.Int(Math.floorDiv(a, nonZero(b)));
                case MODULO -> new Value.Int(Math.floorMod(a, nonZero(b)));
                case POWER -> b < 0 ? new Value.Real(Math.pow((double) a, (double) b)) : new Value.Int(power(a, b));
            };
        } catch (ArithmeticException overflow) {
            throw TemplateException.evaluation("integers beyond 64 bits are not supported");
        }
    }

    private static long nonZero(long divisor) {
        if (divisor == 0) {
            throw TemplateException.evaluation("division by zero");
        }
        return divisor;
    }

    /** By squaring; stops as soon as 64 bits are exceeded. */
    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = Math.multiplyExact(result, square);
            }
            if (left > 1) {
                square = Math.multiplyExact(square, square);
            }
        }
        return result;
    }

    private static double reals(Expression.Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / nonZero(b);
            case FLOOR_DIVIDE -> Math.floor(a / nonZero(b));
            case MODULO -> a - Math.floor(a / nonZero(b)) * b;
            case POWER -> Math.pow(a, b);
        };
    }

    private static double nonZero(double divisor) {
        if (divisor == 0) {
            throw TemplateException.evaluation("division by zero");
        }
        return divisor;
    }
}
