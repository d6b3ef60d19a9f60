package dev.samovar.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives a macro's parameters their values; what is left over goes to {@code varargs} and {@code kwargs}. */
record Parameters(Statement.Signature signature, Evaluator evaluator) {

    void bind(Arguments arguments, Scope scope) {
        List<Statement.Parameter> parameters = signature.parameters();
        Map<String, Value> left = new LinkedHashMap<>(arguments.named());
        for (int i = 0; i < parameters.size(); i++) {
            Statement.Parameter parameter = parameters.get(i);
            Value byName = left.remove(parameter.name());
            if (i < arguments.positional().size()) {
                scope.set(parameter.name(), arguments.positional().get(i));
            } else if (byName != null) {
                scope.set(parameter.name(), byName);
            } else if (parameter.fallback() != null) {
                scope.set(parameter.name(), evaluator.evaluate(parameter.fallback(), scope));
            } else {
                scope.set(
                        parameter.name(), new Value.Undefined("parameter '" + parameter.name() + "' was not provided"));
            }
        }
        Value caller = left.remove("caller");
        scope.set("caller", caller == null ? new Value.Undefined("No caller defined") : caller);
        scope.set("varargs", Value.Sequence.tuple(rest(arguments.positional(), parameters.size())));
        Map<Value, Value> kwargs = new LinkedHashMap<>();
        left.forEach((name, value) -> kwargs.put(new Value.Str(name), value));
        scope.set("kwargs", new Value.Dict(kwargs));
    }

    private static Value[] rest(List<Value> values, int from) {
        return new ArrayList<>(values.subList(Math.min(from, values.size()), values.size())).toArray(Value[]::new);
    }
}
