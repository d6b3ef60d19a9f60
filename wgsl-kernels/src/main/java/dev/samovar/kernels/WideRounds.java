package dev.samovar.kernels;

import java.util.HashMap;
import java.util.Map;

/**
 * How {@link WideTiles} goes through the columns: in rounds of 16. While one round's are multiplied, the next one's are on
 * their way to registers. The columns of a round are written out: compilers leave a loop over them as it is, which takes
 * half as long again.
 *
 * <p>With two buffers, a round is put into one while others still read the other, which saves a barrier a round. Rounds are
 * written out for each, so that its place is a constant: with a variable in its stead they take 40% longer.
 */
final class WideRounds {
    /** Of a round, two slices. */
    static final int COLUMNS = 16;

    private WideRounds() {}

    /** Empty lines part what both texts have in common: the bundle has it once. */
    private static final String ONE_BUFFER = """
              for (var slice = 0u; slice < SLICES; slice += 2) {
                ${put}
                workgroupBarrier();

                let next = min(slice + 2, SLICES - 2);
                ${load}

                ${multiply}

                workgroupBarrier();
              }
            """;

    /** Slices come in fours: columns are filled up to 32. */
    private static final String TWO_BUFFERS = """
              ${first}
              workgroupBarrier();

              for (var slice = 0u; slice < SLICES; slice += 4) {
                {
                  let next = slice + 2;
                  ${load}

                  ${multiply}

                  ${put other}
                  workgroupBarrier();
                }
                {
                  let next = min(slice + 4, SLICES - 2);
                  ${load}

                  ${multiply other}

                  ${put}
                  workgroupBarrier();
                }
              }
            """;

    private static final String LOAD = """
            loaded#i_#j = x[x#i_#j + next * 4];
            codes = codes_at(tile, next + half, part);
            scales = scales_at(tile, (next + half) / GROUP_SLICES);
            """;

    private static final String PUT_X = """
            xs[to_x${i} + ${even} * X_PITCH] = vec4f(loaded${i}_0.x, loaded${i}_1.x, loaded${i}_2.x, loaded${i}_3.x);
            xs[to_x${i} + ${odd} * X_PITCH] = vec4f(loaded${i}_0.y, loaded${i}_1.y, loaded${i}_2.y, loaded${i}_3.y);
            """;

    private static final String PUT_WEIGHTS = """
            let pair = columns_of(codes, part, scales);
            ws[to_w + ${even} * W_PITCH] = pair[0];
            ws[to_w + ${odd} * W_PITCH] = pair[1];
            """;

    private static final String COLUMN = """
            {
              let a0 = xs[${k} * X_PITCH + down];
              let a1 = xs[${k} * X_PITCH + down + 16];
              let b#n = ws[${k} * W_PITCH + across + #n * ACROSS];
              c0_#n = fma(vec4f(a0.x), b#n, c0_#n);
              c1_#n = fma(vec4f(a0.y), b#n, c1_#n);
              c2_#n = fma(vec4f(a0.z), b#n, c2_#n);
              c3_#n = fma(vec4f(a0.w), b#n, c3_#n);
              c4_#n = fma(vec4f(a1.x), b#n, c4_#n);
              c5_#n = fma(vec4f(a1.y), b#n, c5_#n);
              c6_#n = fma(vec4f(a1.z), b#n, c6_#n);
              c7_#n = fma(vec4f(a1.w), b#n, c7_#n);
            }
            """;

    static String text(WideTiles tiles) {
        if (tiles.buffers() == 1) {
            var fillings = Map.of("put", put(tiles, 0), "load", LOAD, "multiply", multiply(0));
            return Template.fill(ONE_BUFFER, inside(4, fillings));
        }
        var fillings = inside(
                6,
                Map.of(
                        "load", LOAD,
                        "put", put(tiles, 0),
                        "put other", put(tiles, COLUMNS),
                        "multiply", multiply(0),
                        "multiply other", multiply(COLUMNS)));
        fillings.put("first", put(tiles, 0).indent(2).strip());
        return Template.fill(TWO_BUFFERS, fillings);
    }

    private static Map<String, String> inside(int indentation, Map<String, String> fillings) {
        Map<String, String> indented = new HashMap<>();
        fillings.forEach(
                (hole, text) -> indented.put(hole, text.indent(indentation).strip()));
        return indented;
    }

    /** What was loaded goes to workgroup memory, from that column on. */
    private static String put(WideTiles tiles, int column) {
        var text = new StringBuilder();
        for (int i = 0; i < tiles.loads(); i++) {
            String x = PUT_X.replace("${i}", Integer.toString(i));
            boolean all = i + 1 < tiles.loads() || tiles.lastLoads() == tiles.threads();
            text.append(all ? x : "if (thread < " + tiles.lastLoads() + ") {\n" + x.indent(2) + "}\n");
        }
        return text.append(PUT_WEIGHTS)
                .toString()
                .replace("${even}", Integer.toString(column))
                .replace("${odd}", Integer.toString(column + 1));
    }

    private static String multiply(int column) {
        var text = new StringBuilder();
        for (int k = column; k < column + COLUMNS; k++) {
            text.append(COLUMN.replace("${k}", Integer.toString(k)));
        }
        return text.toString();
    }
}
