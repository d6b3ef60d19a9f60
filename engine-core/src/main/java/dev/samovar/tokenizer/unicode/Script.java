package dev.samovar.tokenizer.unicode;

/** Unicode scripts that patterns name, as in {@code \p{Han}}. */
public final class Script {
    private Script() {}

    /** The script's code points; empty when there is no script of this name here. */
    public static CodePointSet named(String name) {
        var set = new CodePointSet.Builder();
        String runs = ScriptRuns.RUNS;
        int start = ("\n" + runs).indexOf("\n" + name + " ");
        int end = start < 0 ? -1 : runs.indexOf('\n', start);
        for (int at = start + name.length() + 1; at < end; ) {
            int space = runs.indexOf(' ', at);
            int next = space < 0 ? end : Math.min(space, end);
            int dash = runs.indexOf('-', at);
            int firstEnd = dash < 0 ? next : Math.min(dash, next);
            int first = Integer.parseInt(runs.substring(at, firstEnd), 16);
            set.add(first, firstEnd == next ? first : Integer.parseInt(runs.substring(firstEnd + 1, next), 16));
            at = next + 1;
        }
        return set.build();
    }
}
