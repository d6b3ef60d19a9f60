package dev.samovar.webgpu.device;

/**
 * {@link EmulatedMatrices} for the multiplication of prompts by weights in halves: a factor is a place in workgroup memory
 * and the distance of its rows there, and each of 32 threads holds 8 sums.
 */
final class EmulatedProducts {
    private EmulatedProducts() {}

    private static final String PRELUDE = """
            alias Factor = vec2u; // place, pitch
            struct Sums { low: vec4f, high: vec4f } // half a row

            fn packed(x: vec4f) -> vec2u { return vec2u(pack2x16float(x.xy), pack2x16float(x.zw)); }

            fn element(m: Factor, row: u32, k: u32) -> f32 {
              let words = bitcast<vec4u>(memory[m.x + row * m.y + k / 8]);
              return unpack2x16float(words[k % 8 / 2])[k % 2];
            }

            fn multiplied(thread: u32, a: Factor, b: Factor, sums: Sums) -> Sums {
              var more = sums;
              let column = thread % 2 * 8;
              for (var k = 0u; k < 16; k++) {
                let factor = element(a, thread % 32 / 2, k);
                for (var j = 0u; j < 4; j++) {
                  more.low[j] += factor * element(b, column + j, k);
                  more.high[j] += factor * element(b, column + 4 + j, k);
                }
              }
              return more;
            }

            fn stored(thread: u32, at: u32, sums: Sums) {
              let to = at + thread % 32 / 2 * SUM_PITCH + thread % 2 * 2;
              memory[to] = sums.low;
              memory[to + 1] = sums.high;
            }
            """;

    static String of(String wgsl) {
        return wgsl.replaceAll("enable (f16|chromium_\\w+);\n|diagnostic\\(off, chromium.*\n", "")
                        .replaceAll("subgroupMatrixLoad<.*>\\(&memory, (.*), PITCH\\)", "Factor($1, PITCH)")
                        .replaceAll(
                                "subgroupMatrixStore<row_major>\\(&memory, (.*), (\\w+), SUM_PITCH\\)",
                                "stored(thread, $1, $2)")
                        .replace("subgroupMatrixMultiplyAccumulate(", "multiplied(thread, ")
                        .replace("subgroup_matrix_result<f32, 16, 16>", "Sums")
                        .replace("subgroupBroadcastFirst(thread / 32)", "thread / 32")
                        .replaceAll("vec4h\\(bitcast<vec2h>\\((.*?)\\), bitcast<vec2h>\\((.*?)\\)\\)", "vec2u($1, $2)")
                        .replace("bitcast<vec4h>(", "(")
                        .replace("vec4h()", "vec2u()")
                        .replace("vec4h(", "packed(")
                        .replace("vec4h", "vec2u")
                + PRELUDE;
    }
}
