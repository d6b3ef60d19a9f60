package dev.samovar.tokenizer.unicode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's decoder follows the same recommendation for malformed input and is the oracle. */
class Utf8DecoderTest {

    @Test
    void anyBytesDecodeAsTheJdkDecodesThem() {
        var random = new Random(1);
        byte[] likely = {(byte) 0x80, (byte) 0xBF, (byte) 0xC2, (byte) 0xE0, (byte) 0xEC, (byte) 0xF0, (byte) 0xF4, 'a'
        };
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(8)];
            for (int i = 0; i < bytes.length; i++) {
                // ED A0…BF would be a surrogate: three maximal parts, which the JDK makes one.
                bytes[i] = random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt(0xED);
            }
            assertEquals(new String(bytes, StandardCharsets.UTF_8), decode(bytes));
        }
    }

    @Test
    void anEncodedSurrogateIsThreeFaults() {
        assertEquals("\uFFFD\uFFFD\uFFFDa", decode(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'a'}));
    }

    @Test
    void everyCodePointSurvives() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] bytes = new byte[Utf8.MAX_BYTES];
                int length = Utf8.write(c, bytes, 0);
                assertEquals(Character.toString(c), decode(Arrays.copyOf(bytes, length)));
            }
        }
    }

    private static String decode(byte[] bytes) {
        var decoder = new Utf8Decoder();
        var out = new StringBuilder();
        for (byte b : bytes) {
            decoder.accept(b, out);
        }
        decoder.flush(out);
        return out.toString();
    }
}
