package dev.samovar.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the JDK's. */
class Md5Test {
    @Test
    void equalsTheJdks() throws NoSuchAlgorithmException {
        var random = new Random(5);
        for (int length = 0; length < 300; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            var md5 = new Md5();
            for (int at = 0, piece; at < length; at += piece) { // in pieces of any size
                piece = Math.min(1 + random.nextInt(100), length - at);
                md5.update(Arrays.copyOfRange(data, at, at + piece));
            }
            String expected =
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data));
            assertEquals(expected, md5.hex(), "length " + length);
        }
    }
}
