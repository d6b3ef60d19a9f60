package dev.samovar.tokenizer.unicode;

/** The Unicode general categories, named as in {@code \p{Lu}}. The order is the order of the letters in the run table. */
public enum GeneralCategory {
    Lu,
    Ll,
    Lt,
    Lm,
    Lo,
    Mn,
    Mc,
    Me,
    Nd,
    Nl,
    No,
    Pc,
    Pd,
    Ps,
    Pe,
    Pi,
    Pf,
    Po,
    Sm,
    Sc,
    Sk,
    So,
    Zs,
    Zl,
    Zp,
    Cc,
    Cf,
    Cs,
    Co,
    Cn;

    /**
     * The code points of a category ({@code Lu}) or of a whole group ({@code L}); empty when there is no such category.
     */
    public static CodePointSet named(String name) {
        var set = new CodePointSet.Builder();
        String runs = GeneralCategoryRuns.RUNS;
        int first = 0;
        for (int i = 0; i < runs.length(); ) {
            GeneralCategory category = values()[runs.charAt(i++) - 'A'];
            int length = 0;
            while (i < runs.length() && runs.charAt(i) <= '9') {
                length = length * 10 + runs.charAt(i++) - '0';
            }
            int next = first + Math.max(length, 1);
            if (category.name().startsWith(name)) {
                set.add(first, next - 1);
            }
            first = next;
        }
        return set.build();
    }
}
