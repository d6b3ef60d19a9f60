package dev.samovar.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions every template can call. */
final class Globals {
    /** The sandbox's bound on {@code range}. */
    private static final int MAX_RANGE = 100_000;

    private final Run run;

    private Globals(Run run) {
        this.run = run;
    }

    static void define(Scope scope, Run run) {
        var globals = new Globals(run);
        define(scope, "range", globals::range);
        define(scope, "dict", arguments -> new Value.Dict(globals.entries(arguments)));
        define(scope, "namespace", globals::namespace);
        define(scope, "joiner", Globals::joiner);
        define(scope, "raise_exception", globals::raise);
        define(
                scope,
                "strftime_now",
                arguments -> new Value.Str(Strftime.format(arguments.text(0, "format"), run.now())));
    }

    private static void define(Scope scope, String name, Callable body) {
        scope.set(name, new Value.Function(name, body));
    }

    private Value range(Arguments arguments) {
        boolean single = arguments.positional().size() == 1;
        long start = single ? 0 : arguments.integer(0, "start", 0);
        long stop = arguments.integer(single ? 0 : 1, "stop", 0);
        long step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw TemplateException.evaluation("range() arg 3 must not be zero");
        }
        List<Value> items = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            if (items.size() == MAX_RANGE) {
                throw TemplateException.limit("range() of more than " + MAX_RANGE + " items");
            }
            items.add(new Value.Int(i));
        }
        run.budget().produce(items.size());
        return Value.Sequence.list(items);
    }

    /** {@code dict(mapping, a=1)}, and what {@code namespace} takes. */
    private Map<Value, Value> entries(Arguments arguments) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        if (!arguments.positional().isEmpty()) {
            Value first = arguments.positional().getFirst();
            if (first instanceof Value.Dict d) {
                entries.putAll(d.entries());
            } else {
                for (Value pair : Iteration.items(first, run.budget())) {
                    List<Value> keyAndValue = Iteration.items(pair, run.budget());
                    if (keyAndValue.size() != 2) {
                        throw TemplateException.evaluation(arguments.callee() + "() needs pairs of key and value");
                    }
                    entries.put(DictKey.of(keyAndValue.get(0)), keyAndValue.get(1));
                }
            }
        }
        arguments.named().forEach((name, value) -> entries.put(new Value.Str(name), value));
        return entries;
    }

    private Value namespace(Arguments arguments) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        entries(arguments).forEach((name, value) -> attributes.put(PythonText.str(name, run.budget()), value));
        return new Value.Namespace(attributes);
    }

    /** Yields nothing when first called, and the separator from then on. */
    private static Value joiner(Arguments arguments) {
        var separator = new Value.Str(arguments.text(0, "sep", ", "));
        boolean[] called = {false};
        return new Value.Function("joiner", ignored -> {
            Value now = called[0] ? separator : new Value.Str("");
            called[0] = true;
            return now;
        });
    }

    private Value raise(Arguments arguments) {
        throw TemplateException.refused(PythonText.str(arguments.get(0, "message"), run.budget()));
    }
}
