package dev.samovar.worker.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's digest, whole and in pieces of many sizes. */
class Sha256Test {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 100_003})
    void agreesWithTheJdk(int length) throws NoSuchAlgorithmException {
        var random = new Random(length);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

        var whole = new Sha256();
        whole.update(bytes, 0, length);
        assertEquals(expected, whole.hex());

        var pieces = new Sha256();
        for (int at = 0; at < length; ) {
            int count = Math.min(1 + random.nextInt(200), length - at);
            pieces.update(bytes, at, count);
            at += count;
        }
        assertEquals(expected, pieces.hex());
    }
}
