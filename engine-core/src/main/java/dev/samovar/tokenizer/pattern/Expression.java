package dev.samovar.tokenizer.pattern;

import dev.samovar.tokenizer.unicode.CodePointSet;
import java.util.List;

/** The syntax tree of a pattern. */
sealed interface Expression {
    int VARIABLE = -1;

    /** How many code points every match takes, or {@link #VARIABLE}. */
    int width();

    /** The matcher of this expression followed by {@code next}. */
    Node before(Node next);

    record One(CodePointSet set) implements Expression {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public Node before(Node next) {
            return new Node.One(set, next);
        }
    }

    record Sequence(List<Expression> parts) implements Expression {
        @Override
        public int width() {
            int sum = 0;
            for (Expression part : parts) {
                if (part.width() == VARIABLE) {
                    return VARIABLE;
                }
                sum += part.width();
            }
            return sum;
        }

        @Override
        public Node before(Node next) {
            Node node = next;
            for (int i = parts.size() - 1; i >= 0; i--) {
                node = parts.get(i).before(node);
            }
            return node;
        }
    }

    record Choice(List<Expression> alternatives) implements Expression {
        @Override
        public int width() {
            int width = alternatives.get(0).width();
            for (Expression alternative : alternatives) {
                if (alternative.width() != width) {
                    return VARIABLE;
                }
            }
            return width;
        }

        @Override
        public Node before(Node next) {
            return new Node.Choice(
                    alternatives.stream().map(a -> a.before(next)).toList());
        }
    }

    /** A body of one width, greedily repeated. */
    record Loop(Expression body, int min, int max, boolean possessive) implements Expression {
        @Override
        public int width() {
            return min == max ? min * body.width() : VARIABLE;
        }

        @Override
        public Node before(Node next) {
            return new Node.Loop(body.before(new Node.Done()), body.width(), min, max, possessive, next);
        }
    }

    /** Any body, once or not at all, greedily. */
    record Optional(Expression body) implements Expression {
        @Override
        public int width() {
            return VARIABLE;
        }

        @Override
        public Node before(Node next) {
            return new Node.Choice(List.of(body.before(next), next));
        }
    }

    record Look(Expression body, boolean wanted) implements Expression {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public Node before(Node next) {
            return new Node.Look(body.before(new Node.Done()), wanted, next);
        }
    }

    record LineEnd() implements Expression {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public Node before(Node next) {
            return new Node.LineEnd(next);
        }
    }
}
