package dev.samovar.kernels;

import java.util.Map;

/**
 * How {@link MatrixVectorKernel} reads x and multiplies it: {@code x_at(start, slice) -> X} and {@code gained_x(x, slice)},
 * 8 features; {@code multiplied(codes, x) -> vec4f}, a sum a row, in {@code X_UNIT}; and {@code MINIMUM_UNIT}.
 */
final class VectorArithmetic {
    private VectorArithmetic() {}

    /** @param halves whether codes are multiplied as halves */
    static String wgsl(MatrixInput input, boolean halves) {
        boolean packed = input.isHalves();
        String multiplied = halves ? packed ? AS_READ : ROUNDED : FLOATS;
        return (input.isInParts() ? inParts(halves) : packed ? PACKED : LOADED)
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

    private static String inParts(boolean halves) {
        String text = Template.fill(IN_PARTS, Map.of("sum", halves ? SUM_OF_HALVES : SUM_OF_FLOATS));
        return Unroll.each(text, 'p', MatrixInput.MOST_PARTS / 2);
    }

    /** Lines for pairs of parts; overrides tell how many there are before anything is compiled. */
    private static final String IN_PARTS = """
            struct X { low: vec4f, high: vec4f, words: vec4u }

            fn x_at(start: u32, slice: u32) -> X {
              let first = start / 2 + slice;
              let weights_of_head = start / 2 + X_PARTS * SLICES + slice / HEAD_SLICES * (X_PARTS / 2);
              var even#p = vec4u();
              var odd#p = vec4u();
              var pair#p = vec4f(LOWEST, 0, LOWEST, 0);
              if (#p < X_PARTS / 2) { even#p = x[first + #p * 2 * SLICES]; odd#p = x[first + (#p * 2 + 1) * SLICES]; pair#p = bitcast<vec4f>(x[weights_of_head + #p]); }
              var largest = LOWEST;
              largest = max(largest, max(pair#p.x, pair#p.z));
              let weight#p = vec2f(exp2(pair#p.x - largest) * pair#p.y, exp2(pair#p.z - largest) * pair#p.w);
              var total = 0.0;
              total += weight#p.x + weight#p.y;
              let share#p = weight#p * (1 / total);
              ${sum}
            }

            fn gained_x(x: X, slice: u32) -> X { return x; }
            """;

    private static final String SUM_OF_FLOATS = """
            var low = vec4f();
              var high = vec4f();
              if (#p < X_PARTS / 2) { low += share#p.x * four(even#p.xy) + share#p.y * four(odd#p.xy); }
              if (#p < X_PARTS / 2) { high += share#p.x * four(even#p.zw) + share#p.y * four(odd#p.zw); }
              return X(low, high, vec4u());
            }

            fn four(words: vec2u) -> vec4f {
              return vec4f(unpack2x16float(words.x), unpack2x16float(words.y));""";

    private static final String SUM_OF_HALVES = """
            let share_of_even#p = vec2h(f16(share#p.x));
              let share_of_odd#p = vec2h(f16(share#p.y));
              var sum0 = vec2h();
              var sum1 = vec2h();
              var sum2 = vec2h();
              var sum3 = vec2h();
              if (#p < X_PARTS / 2) { sum0 = fma(share_of_odd#p, bitcast<vec2h>(odd#p.x), fma(share_of_even#p, bitcast<vec2h>(even#p.x), sum0)); }
              if (#p < X_PARTS / 2) { sum1 = fma(share_of_odd#p, bitcast<vec2h>(odd#p.y), fma(share_of_even#p, bitcast<vec2h>(even#p.y), sum1)); }
              if (#p < X_PARTS / 2) { sum2 = fma(share_of_odd#p, bitcast<vec2h>(odd#p.z), fma(share_of_even#p, bitcast<vec2h>(even#p.z), sum2)); }
              if (#p < X_PARTS / 2) { sum3 = fma(share_of_odd#p, bitcast<vec2h>(odd#p.w), fma(share_of_even#p, bitcast<vec2h>(even#p.w), sum3)); }
              let words = vec4u(bitcast<u32>(sum0), bitcast<u32>(sum1), bitcast<u32>(sum2), bitcast<u32>(sum3));
              return X(vec4f(vec2f(sum0), vec2f(sum1)), vec4f(vec2f(sum2), vec2f(sum3)), words);""";

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
