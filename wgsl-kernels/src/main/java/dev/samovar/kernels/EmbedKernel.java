package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Looks rows of a table up: those of the step's tokens, or of their positions. */
public final class EmbedKernel {

    /** What picks the table's row. */
    public enum Index {
        TOKEN("embed"),
        POSITION("embed-position");

        private final String kernel;

        Index(String kernel) {
            this.kernel = kernel;
        }
    }

    private EmbedKernel() {}

    /** Grid: (⌈SLICES / 32⌉, rows). */
    private static final String TEXT = """
            // y[t] = table[${index} of row t]; one thread takes 8 features of a row. A table may come in parts.
            override FIRST: u32 = 0; // the table's row that is row 0 of this part
            override COUNT: u32; // rows of this part
            override POSITION_OFFSET: u32 = 0;
            override TOKEN_STRIDE: u32;
            override Y_STRIDE: u32; // in vec4s

            ${row}

            @group(0) @binding(0) var<storage, read> weights: array<vec4u>;
            @group(0) @binding(1) var<storage, read> rows: array<Row>;
            @group(0) @binding(2) var<storage, read_write> tokens: array<u32>; // [sequence][TOKEN_STRIDE]
            @group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

            ${layout}

            @compute @workgroup_size(32)
            fn main(@builtin(global_invocation_id) id: vec3u) {
              let slice = id.x;
              let row = rows[id.y];
              ${pick}
              if (slice >= SLICES || index >= COUNT) {
                return;
              }
              let tile = index / 4;
              let r = index % 4;
              let w = tile_at(tile, slice);
              let scales = scales_at(tile, slice / GROUP_SLICES);
              let low = transpose(w.low)[r] * X_LOW;
              let high = transpose(w.high)[r] * X_HIGH;
              let at = id.y * Y_STRIDE + slice * 2;
              y[at] = low * scales.scale[r] + scales.minimum[r];
              y[at + 1] = high * scales.scale[r] + scales.minimum[r];
            }
            """;

    private static final String TOKEN = """
            var token = row.token;
              let known = row.sequence * TOKEN_STRIDE + row.position;
              if (token == 0xffffffff) { // drawn on the device
                token = tokens[known];
              } else if (slice == 0) {
                tokens[known] = token;
              }
              let index = token - FIRST;
            """;

    private static final String POSITION = """
            let index = row.position + POSITION_OFFSET - FIRST;
            """;

    public static String name(Index index, GpuLayout layout) {
        return index.kernel + "." + layout.name().toLowerCase(Locale.ROOT);
    }

    static List<Kernel> variants() {
        return Arrays.stream(GpuLayout.values())
                .flatMap(layout ->
                        Stream.of(kernel(Index.TOKEN, layout, TOKEN), kernel(Index.POSITION, layout, POSITION)))
                .toList();
    }

    private static Kernel kernel(Index index, GpuLayout layout, String pick) {
        return Kernel.of(
                name(index, layout),
                Template.fill(
                        TEXT,
                        Map.of(
                                "index",
                                index.name().toLowerCase(Locale.ROOT),
                                "row",
                                StepWgsl.ROW,
                                "layout",
                                LayoutWgsl.decode(layout),
                                "pick",
                                pick)));
    }
}
