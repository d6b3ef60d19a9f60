package dev.samovar.template;

/** The comparison operators. */
final class Relations {
    private Relations() {}

    static boolean holds(Expression.Relation relation, Value a, Value b, Budget budget) {
        return switch (relation) {
            case EQUAL -> Equality.equal(a, b, budget);
            case NOT_EQUAL -> !Equality.equal(a, b, budget);
            case LESS -> Ordering.compare(a, b, "<", budget) < 0;
            case LESS_OR_EQUAL -> Ordering.compare(a, b, "<=", budget) <= 0;
            case GREATER -> Ordering.compare(a, b, ">", budget) > 0;
            case GREATER_OR_EQUAL -> Ordering.compare(a, b, ">=", budget) >= 0;
            case IN -> Equality.contains(b, a, budget);
            case NOT_IN -> !Equality.contains(b, a, budget);
        };
    }
}
