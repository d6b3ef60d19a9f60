package dev.samovar.tokenizer.decode;

/** The spelling of tokens that stand for one byte: {@code <0x00>} to {@code <0xFF>}. */
public final class ByteToken {
    private static final String DIGITS = "0123456789ABCDEF";
    private static final int LENGTH = 6;

    private ByteToken() {}

    public static String spelling(int value) {
        return "<0x" + DIGITS.charAt(value >> 4) + DIGITS.charAt(value & 15) + ">";
    }

    /** The byte, 0 to 255, or -1 when the token is none of these. */
    public static int value(String token) {
        if (token.length() != LENGTH || !token.startsWith("<0x") || token.charAt(LENGTH - 1) != '>') {
            return -1;
        }
        int high = Character.digit(token.charAt(3), 16);
        int low = Character.digit(token.charAt(4), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
