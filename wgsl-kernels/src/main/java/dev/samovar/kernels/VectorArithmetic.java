package dev.samovar.kernels;

import java.util.Map;

/**
 * How {@link MatrixVectorKernel} reads x and multiplies it: {@code x_at(start, slice) -> X} and {@code gained_x(x, slice)},
 * 8 features; {@code multiplied(codes, x) -> vec4f}, a sum a row, in {@code X_UNIT}; and {@code MINIMUM_UNIT}.
 */
final class VectorArithmetic {
    private VectorArithmetic() {}

    /**
     * @param packed whether x is halves
     * @param halves whether codes are multiplied as halves
     */
    static String wgsl(boolean packed, boolean halves) {
        String multiplied = halves ? packed ? AS_READ : ROUNDED : FLOATS;
        return (packed ? PACKED : LOADED)
                + multiplied
                + Template.fill(
                        UNITS, Map.of("sums", packed || halves ? "UNIT" : "1.0", "rounded", packed ? "1.0" : "X_UNIT"));
    }

    private static final String UNITS = """

            const X_UNIT = ${sums}; // of the sums
            const MINIMUM_UNIT = ${rounded}; // that x still lacks
            """;

    private static final String LOADED = """
            struct X { low: vec4f, high: vec4f }

            fn x_at(start: u32, slice: u32) -> X { return X(x[start + slice * 2], x[start + slice * 2 + 1]); }
            fn gained_x(x: X, slice: u32) -> X { return X(gained(x.low, slice * 2), gained(x.high, slice * 2 + 1)); }
            """;

    private static final String PACKED = """
            struct X { low: vec4f, high: vec4f, words: vec4u }

            fn x_at(start: u32, slice: u32) -> X {
              let words = x[start / 2 + slice];
              let low = vec4f(unpack2x16float(words.x), unpack2x16float(words.y));
              return X(low, vec4f(unpack2x16float(words.z), unpack2x16float(words.w)), words);
            }

            fn gained_x(x: X, slice: u32) -> X { return x; }
            """;

    private static final String FLOATS = """

            fn multiplied(codes: Codes, x: X) -> vec4f { return products(codes, x.low, x.high); }
            """;

    private static final String AS_READ = """

            fn multiplied(codes: Codes, x: X) -> vec4f { return products(codes, x.words); }
            """;

    private static final String ROUNDED = """

            fn multiplied(codes: Codes, x: X) -> vec4f {
              return products(codes, vec4u(rounded(x.low.xy), rounded(x.low.zw), rounded(x.high.xy), rounded(x.high.zw)));
            }

            // cheaper here than halves_of
            fn rounded(x: vec2f) -> u32 { return bitcast<u32>(clamp(vec2h(x * UNIT), vec2h(-2040), vec2h(2040))); }
            """;
}
