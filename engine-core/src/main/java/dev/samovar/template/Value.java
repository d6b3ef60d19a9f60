package dev.samovar.template;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a template computes with: Python's values, immutable but for {@link Namespace}, as the sandbox has it. */
public sealed interface Value
        permits Value.Undefined,
                Value.None,
                Value.Bool,
                Value.Int,
                Value.Real,
                Value.Str,
                Value.Sequence,
                Value.Dict,
                Value.Namespace,
                Value.Function,
                Loop {

    /** Python's name of the type, for messages. */
    String type();

    /** A name or member that is not there; {@code reason} says which, for the error when it is used. */
    record Undefined(String reason) implements Value {
        @Override
        public String type() {
            return "Undefined";
        }
    }

    enum None implements Value {
        NONE;

        @Override
        public String type() {
            return "NoneType";
        }
    }

    enum Bool implements Value {
        TRUE,
        FALSE;

        static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public String type() {
            return "bool";
        }
    }

    record Int(long value) implements Value {
        @Override
        public String type() {
            return "int";
        }
    }

    record Real(double value) implements Value {
        @Override
        public String type() {
            return "float";
        }
    }

    /** @param safe marked by {@code safe} or {@code escape}: what is joined to it gets escaped, as Python's Markup does */
    record Str(String text, boolean safe) implements Value {
        Str(String text) {
            this(text, false);
        }

        @Override
        public String type() {
            return "str";
        }
    }

    /** A list, a tuple, or what a lazy filter such as {@code map} yields. */
    record Sequence(List<Value> items, Kind kind) implements Value {
        /** An iterator is true even when empty, and has neither length nor items: only its type differs from a list. */
        enum Kind {
            LIST,
            TUPLE,
            ITERATOR
        }

        static Sequence list(List<Value> items) {
            return new Sequence(items, Kind.LIST);
        }

        static Sequence tuple(Value... items) {
            return new Sequence(List.of(items), Kind.TUPLE);
        }

        static Sequence iterator(List<Value> items) {
            return new Sequence(items, Kind.ITERATOR);
        }

        @Override
        public String type() {
            return switch (kind) {
                case LIST -> "list";
                case TUPLE -> "tuple";
                case ITERATOR -> "generator";
            };
        }
    }

    /** Entries in insertion order; keys are hashable, see {@link DictKey}. */
    record Dict(Map<Value, Value> entries) implements Value {
        @Override
        public String type() {
            return "dict";
        }
    }

    /** The one value that {@code set} may change, made by {@code namespace()}. */
    record Namespace(Map<String, Value> attributes) implements Value {
        @Override
        public String type() {
            return "Namespace";
        }
    }

    /** A global function, a macro, or a method bound to its receiver. */
    record Function(String name, Callable body) implements Value {
        @Override
        public String type() {
            return "function";
        }
    }

    /** The value of JSON data: numbers without fraction or exponent are integers while 64 bits hold them. */
    static Value of(Json json) {
        return switch (json) {
            case Json.Null ignored -> None.NONE;
            case Json.Bool b -> Bool.of(b == Json.Bool.TRUE);
            case Json.Str s -> new Str(s.value());
            case Json.Num n -> number(n);
            case Json.Arr a -> {
                List<Value> items = new ArrayList<>(a.items().size());
                for (Json item : a.items()) {
                    items.add(of(item));
                }
                yield Sequence.list(items);
            }
            case Json.Obj o -> {
                Map<Value, Value> entries = new LinkedHashMap<>();
                o.members().forEach((name, member) -> entries.put(new Str(name), of(member)));
                yield new Dict(entries);
            }
        };
    }

    private static Value number(Json.Num number) {
        if (number.isInteger()) {
            try {
                return new Int(Long.parseLong(number.text()));
            } catch (NumberFormatException beyond64Bits) {
                return new Real(number.value());
            }
        }
        return new Real(number.value());
    }
}
