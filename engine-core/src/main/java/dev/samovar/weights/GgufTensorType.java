package dev.samovar.weights;

import dev.samovar.quant.BF16;
import dev.samovar.quant.F16;
import dev.samovar.quant.F32;
import dev.samovar.quant.IQ4_NL;
import dev.samovar.quant.IQ4_XS;
import dev.samovar.quant.Q2_K;
import dev.samovar.quant.Q3_K;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.Q4_1;
import dev.samovar.quant.Q4_K;
import dev.samovar.quant.Q5_0;
import dev.samovar.quant.Q5_1;
import dev.samovar.quant.Q5_K;
import dev.samovar.quant.Q6_K;
import dev.samovar.quant.Q8_0;
import dev.samovar.quant.Unsupported;
import dev.samovar.quant.WeightFormat;
import org.jspecify.annotations.Nullable;

/** The tensor types of GGUF by their number (ggml's {@code enum ggml_type}). */
final class GgufTensorType {
    private GgufTensorType() {}

    /** The format of a type, or null when there is no such type. */
    static @Nullable WeightFormat of(int id) {
        return switch (id) {
            case 0 -> new F32();
            case 1 -> new F16();
            case 2 -> new Q4_0();
            case 3 -> new Q4_1();
            case 6 -> new Q5_0();
            case 7 -> new Q5_1();
            case 8 -> new Q8_0();
            case 9 -> new Unsupported("Q8_1", 32, 40);
            case 10 -> new Q2_K();
            case 11 -> new Q3_K();
            case 12 -> new Q4_K();
            case 13 -> new Q5_K();
            case 14 -> new Q6_K();
            case 15 -> new Unsupported("Q8_K", 256, 292);
            case 16 -> new Unsupported("IQ2_XXS", 256, 66);
            case 17 -> new Unsupported("IQ2_XS", 256, 74);
            case 18 -> new Unsupported("IQ3_XXS", 256, 98);
            case 19 -> new Unsupported("IQ1_S", 256, 50);
            case 20 -> new IQ4_NL();
            case 21 -> new Unsupported("IQ3_S", 256, 110);
            case 22 -> new Unsupported("IQ2_S", 256, 82);
            case 23 -> new IQ4_XS();
            case 24 -> new Unsupported("I8", 1, 1);
            case 25 -> new Unsupported("I16", 1, 2);
            case 26 -> new Unsupported("I32", 1, 4);
            case 27 -> new Unsupported("I64", 1, 8);
            case 28 -> new Unsupported("F64", 1, 8);
            case 29 -> new Unsupported("IQ1_M", 256, 56);
            case 30 -> new BF16();
            case 34 -> new Unsupported("TQ1_0", 256, 54);
            case 35 -> new Unsupported("TQ2_0", 256, 66);
            case 39 -> new Unsupported("MXFP4", 32, 17);
            default -> null;
        };
    }
}
