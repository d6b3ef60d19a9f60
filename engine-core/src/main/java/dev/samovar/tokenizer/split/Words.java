package dev.samovar.tokenizer.split;

/** What counts as a character of a word ({@code \w} of Unicode TR18): letters, marks, digits, connectors and joiners. */
public final class Words {
    private static final String CHARACTERS = "\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}"
            // circled and squared letters
            + "\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}";

    public static final String CHARACTER = "[" + CHARACTERS + "]";

    /** A run of word characters, or of others that are no space. */
    public static final String PATTERN = "[" + CHARACTERS + "]+|[^\\s" + CHARACTERS + "]+";

    private Words() {}
}
