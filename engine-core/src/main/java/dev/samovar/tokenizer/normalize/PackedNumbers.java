package dev.samovar.tokenizer.normalize;

/** Reads the numbers that a generator has packed into a text: base 32, low digits first, in the base64 alphabet. */
final class PackedNumbers {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final String text;
    private int at;

    PackedNumbers(String text) {
        this.text = text;
    }

    boolean hasMore() {
        return at < text.length();
    }

    int number() {
        int value = 0;
        for (int shift = 0; ; shift += 5) {
            int digit = DIGITS.indexOf(text.charAt(at++));
            value |= (digit & 31) << shift;
            if (digit < 32) {
                return value;
            }
        }
    }

    int signed() {
        int value = number();
        return (value & 1) == 0 ? value / 2 : -(value + 1) / 2;
    }
}
