package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop} inside a {@code for}. */
final class Loop implements Value {
    private final List<Value> items;
    private final int depth0;
    private final @Nullable Function recursion;
    private final Run run;
    private int index0 = -1;
    private @Nullable List<Value> lastChanged;

    /** @param recursion what {@code loop(…)} calls, in a recursive loop */
    Loop(List<Value> items, int depth0, @Nullable Function recursion, Run run) {
        this.items = items;
        this.depth0 = depth0;
        this.recursion = recursion;
        this.run = run;
    }

    @Override
    public String type() {
        return "LoopContext";
    }

    /** Moves to the next item, or returns null at the end. */
    @Nullable
    Value next() {
        return ++index0 < items.size() ? items.get(index0) : null;
    }

    Value attribute(String name) {
        int length = items.size();
        return switch (name) {
            case "index" -> new Int(index0 + 1L);
            case "index0" -> new Int(index0);
            case "revindex" -> new Int(length - index0);
            case "revindex0" -> new Int(length - index0 - 1L);
            case "first" -> Bool.of(index0 == 0);
            case "last" -> Bool.of(index0 == length - 1);
            case "length" -> new Int(length);
            case "depth" -> new Int(depth0 + 1L);
            case "depth0" -> new Int(depth0);
            case "previtem" -> index0 > 0 ? items.get(index0 - 1) : new Undefined("there is no previous item");
            case "nextitem" -> index0 < length - 1 ? items.get(index0 + 1) : new Undefined("there is no next item");
            case "cycle" -> new Function("loop.cycle", this::cycle);
            case "changed" -> new Function("loop.changed", this::changed);
            default -> new Undefined("'loop' has no attribute '" + name + "'");
        };
    }

    Value call(Arguments arguments) {
        if (recursion == null) {
            throw TemplateException.evaluation("loop() needs a loop marked 'recursive'");
        }
        return recursion.body().call(arguments);
    }

    private Value cycle(Arguments arguments) {
        if (arguments.positional().isEmpty()) {
            throw TemplateException.evaluation("loop.cycle() needs something to cycle through");
        }
        return arguments.positional().get(index0 % arguments.positional().size());
    }

    private Value changed(Arguments arguments) {
        List<Value> now = new ArrayList<>(arguments.positional());
        boolean same =
                lastChanged != null && Equality.equal(Sequence.list(lastChanged), Sequence.list(now), run.budget());
        lastChanged = now;
        return Bool.of(!same);
    }
}
