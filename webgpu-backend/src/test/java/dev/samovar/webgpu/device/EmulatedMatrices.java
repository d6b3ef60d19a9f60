package dev.samovar.webgpu.device;

import dev.samovar.kernels.Kernel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.KernelSource;
import java.util.List;

/**
 * The library's kernels for adapters that have no halves and no subgroup matrices, and whose subgroups may be smaller than
 * 32: there a factor is the place that it would be loaded from, each of 32 threads holds 8 sums, and halves are computed as
 * floats. All that software adapters can say of subgroup matrices.
 */
final class EmulatedMatrices implements KernelSource {

    /** Workgroup arrays that factors are loaded from; their order is how {@code element} knows them. */
    private static final List<String> ARRAYS = List.of("queries", "weights", "round_values", "round_keys");

    private static final String PRELUDE = """
            struct Factor { array: u32, at: u32, pitch: u32 }
            struct Sums { low: vec4f, high: vec4f } // half a row

            fn packed(x: vec4f) -> vec2u { return vec2u(pack2x16float(x.xy), pack2x16float(x.zw)); }
            fn unpacked(x: vec2u) -> vec4f { return vec4f(unpack2x16float(x.x), unpack2x16float(x.y)); }

            fn element(m: Factor, i: u32, j: u32) -> f32 {
              let by_row = m.at + i * m.pitch + j / 4;
              switch m.array {
                case 0: { return unpacked(queries[by_row])[j % 4]; }
                case 1: { return unpacked(weights[by_row])[j % 4]; }
                case 2: { return unpacked(round_values[by_row])[j % 4]; }
                default: { return unpacked(round_keys[m.at + j * m.pitch + i / 4])[i % 4]; }
              }
            }

            fn multiplied(thread: u32, a: Factor, b: Factor, sums: Sums) -> Sums {
              var more = sums;
              let column = thread % 2 * 8;
              for (var k = 0u; k < 16; k++) {
                let factor = element(a, thread % 32 / 2, k);
                for (var j = 0u; j < 4; j++) {
                  more.low[j] += factor * element(b, k, column + j);
                  more.high[j] += factor * element(b, k, column + 4 + j);
                }
              }
              return more;
            }

            fn stored(thread: u32, at: u32, sums: Sums) {
              let to = at + thread % 32 / 2 * SCORE_PITCH + thread % 2 * 2;
              scores[to] = sums.low;
              scores[to + 1] = sums.high;
            }

            fn loaded(thread: u32, at: u32) -> Sums {
              let source = at + thread % 32 / 2 * SCORE_PITCH + thread % 2 * 2;
              return Sums(scores[source], scores[source + 1]);
            }
            """;

    private final KernelLibrary library = new KernelLibrary();

    @Override
    public Kernel kernel(String name) {
        Kernel kernel = library.kernel(name);
        if (name.startsWith("matrix-subgroup")) {
            return Kernel.of(name, EmulatedProducts.of(kernel.wgsl()));
        }
        return kernel.wgsl().contains("subgroup_matrix") ? Kernel.of(name, emulated(kernel.wgsl())) : kernel;
    }

    private static String emulated(String wgsl) {
        String text = wgsl.replaceAll("enable (f16|chromium_\\w+);\n|diagnostic\\(off, chromium.*\n", "")
                .replaceAll(
                        "subgroupMatrixLoad<subgroup_matrix_result.*&scores, (.*), SCORE_PITCH\\)",
                        "loaded(thread, $1)")
                .replaceAll(
                        "subgroupMatrixStore<row_major>\\(&scores, (.*), (\\w+), SCORE_PITCH\\)",
                        "stored(thread, $1, $2)")
                .replace("subgroupMatrixMultiplyAccumulate(", "multiplied(thread, ")
                .replace("subgroup_matrix_result<f32, 16, 16>", "Sums")
                .replace("bitcast<vec4h>(", "(")
                .replace("vec4h(", "packed(")
                .replace("vec4h", "vec2u")
                .replaceAll("vec4f\\((weight\\d)\\)", "unpacked($1)")
                .replace("subgroupBroadcastFirst(thread / 32)", "thread / 32")
                .replace("subgroupAny", "u32")
                .replace("rises: array<u32, 8>", "rises: array<u32, 256>")
                .replace("rises[subgroup]", "rises[thread]")
                .replace("any_risen |= risen[0];", "for (var i = 0; i < 256; i++) { any_risen |= risen[i]; }");
        for (int i = 0; i < ARRAYS.size(); i++) {
            text = text.replaceAll("subgroupMatrixLoad<.*&" + ARRAYS.get(i) + ", ", "Factor(" + i + ", ");
        }
        return text + PRELUDE;
    }
}
