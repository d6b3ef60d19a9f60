package dev.samovar.quant;

import java.util.List;

/** All formats that can be decoded. */
public final class WeightFormats {
    private static final List<WeightFormat> ALL = List.of(
            new F32(),
            new F16(),
            new BF16(),
            new Q4_0(),
            new Q4_1(),
            new Q5_0(),
            new Q5_1(),
            new Q8_0(),
            new Q2_K(),
            new Q3_K(),
            new Q4_K(),
            new Q5_K(),
            new Q6_K(),
            new IQ4_NL(),
            new IQ4_XS(),
            new MlcQ4(),
            new MlcQ3());

    private WeightFormats() {}

    public static List<WeightFormat> all() {
        return ALL;
    }
}
