package dev.samovar.tokenizer;

/**
 * A token that is found in the text as it stands, before anything else.
 *
 * @param content its spelling
 * @param special whether it steers the model and is no text
 * @param normalized whether it is looked for in the normalised text rather than in the raw one
 * @param singleWord whether it counts only where no word character touches it
 * @param stripLeft whether it swallows the white space before it
 * @param stripRight whether it swallows the white space after it
 */
public record AddedToken(
        int id,
        String content,
        boolean special,
        boolean normalized,
        boolean singleWord,
        boolean stripLeft,
        boolean stripRight) {

    /** A token found in the raw text, wherever it stands. */
    public static AddedToken plain(int id, String content, boolean special) {
        return new AddedToken(id, content, special, false, false, false, false);
    }

    /** In code points. */
    int length() {
        return content.codePointCount(0, content.length());
    }

    AddedToken spelled(String spelling) {
        return new AddedToken(id, spelling, special, normalized, singleWord, stripLeft, stripRight);
    }
}
