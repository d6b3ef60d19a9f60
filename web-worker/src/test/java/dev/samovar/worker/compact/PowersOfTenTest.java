package dev.samovar.worker.compact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against the tables in TeaVM's own classes. */
class PowersOfTenTest {

    @Test
    void fallAsInTheAnalyzer() throws ReflectiveOperationException {
        // TeaVM's last two, for numbers below 10^-309, are 3 and 363 units too small.
        assertArrayEquals(
                Arrays.copyOf((long[]) table("DoubleAnalyzer", "mantissa10Table"), 658),
                Arrays.copyOf(PowersOfTen.fallingMantissas(), 658));
        assertArrayEquals((short[]) table("DoubleAnalyzer", "exp10Table"), PowersOfTen.fallingExponents());
    }

    @Test
    void riseAsInTheSynthesizer() throws ReflectiveOperationException {
        assertArrayEquals((long[]) table("DoubleSynthesizer", "mantissa10Table"), PowersOfTen.risingMantissas());
        assertArrayEquals((short[]) table("DoubleSynthesizer", "exp10Table"), PowersOfTen.risingExponents());
    }

    private static Object table(String type, String name) throws ReflectiveOperationException {
        var field = Class.forName("org.teavm.classlib.impl.text." + type).getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }
}
