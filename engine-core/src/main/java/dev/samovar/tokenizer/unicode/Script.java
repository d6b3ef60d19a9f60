package dev.samovar.tokenizer.unicode;

/** Unicode scripts that patterns name, as in {@code \p{Han}}. */
public final class Script {
    private Script() {}

    /** The script's code points; empty when there is no script of this name here. */
    public static CodePointSet named(String name) {
        var set = new CodePointSet.Builder();
        for (String line : ScriptRuns.RUNS.split("\n")) {
            String[] words = line.split(" ");
            for (int i = 1; i < words.length && words[0].equals(name); i++) {
                int dash = words[i].indexOf('-');
                int first = Integer.parseInt(dash < 0 ? words[i] : words[i].substring(0, dash), 16);
                set.add(first, dash < 0 ? first : Integer.parseInt(words[i].substring(dash + 1), 16));
            }
        }
        return set.build();
    }
}
