package dev.samovar.template;

/** Makes a value fit to be a key: scalars only, and numbers that are equal become the same key, as in Python. */
final class DictKey {
    private DictKey() {}

    static Value of(Value key) {
        if (!isKey(key)) {
            throw TemplateException.evaluation("unhashable type: '" + key.type() + "' cannot be a dict key here");
        }
        if (key instanceof Value.Bool b) {
            return new Value.Int(b == Value.Bool.TRUE ? 1 : 0);
        }
        if (key instanceof Value.Str s) {
            return s.safe() ? new Value.Str(s.text()) : s;
        }
        if (key instanceof Value.Real r && r.value() == Math.rint(r.value()) && Math.abs(r.value()) < 1e18) {
            return new Value.Int((long) r.value());
        }
        return key;
    }

    static boolean isKey(Value key) {
        return key instanceof Value.Str
                || key instanceof Value.Int
                || key instanceof Value.Real
                || key instanceof Value.Bool
                || key instanceof Value.None;
    }
}
