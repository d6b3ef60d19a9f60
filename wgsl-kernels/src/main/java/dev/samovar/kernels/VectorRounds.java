package dev.samovar.kernels;

import dev.samovar.quant.GpuLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a thread of {@link MatrixVectorKernel} goes through its slices.
 *
 * @param batch slices a round, loaded before the first is used
 * @param writtenOut whether a few rounds are written one after the other, so that compilers ask for the next one's slices
 *     before they multiply this one's; they leave loops as they are
 */
public record VectorRounds(int batch, boolean writtenOut) {

    public static final List<VectorRounds> ALL = Stream.of(1, 2, 4, 8)
            .flatMap(batch -> Stream.of(new VectorRounds(batch, false), new VectorRounds(batch, true)))
            .filter(rounds -> !rounds.writtenOut || rounds.batch < 8)
            .toList();

    /** As many for all threads, so that none waits for another. */
    private static final String ROUND = """
              let slice = ${round} * ROUND + local.x;
              let slice#u = select(min(slice + #u * COLUMN_THREADS, SLICES - 1), slice + #u * COLUMN_THREADS, WHOLE);
              let within#u = select(0.0, 1.0, WHOLE || slice + #u * COLUMN_THREADS < SLICES);
              let codes#u = codes_at(tile, slice#u);
              let scales#u = scales_at(tile, slice#u / GROUP_SLICES);
              let x#u = x_at(start, slice#u);
              squares += within#u * slice_squares(token, slice#u, x#u.low, x#u.high);
              let gained#u = gained_x(x#u, slice#u);
              sums += within#u * scales#u.scale * multiplied(codes#u, gained#u);
              if (WITH_MINIMUM) { sums += within#u * scales#u.minimum * dot(gained#u.low + gained#u.high, vec4f(MINIMUM_UNIT)); }
            }
            """;

    private static final String LOOP = "for (var round = 0u; round < ROUNDS; round++) {\n" + ROUND;

    /** Overrides make the condition a constant. */
    private static final String WRITTEN = "if (ROUNDS > ${round}) {\n" + ROUND;

    /** Rounds that are written out. */
    private int most() {
        return batch == 4 ? 4 : 8;
    }

    /** Whether so many threads of a tile can go through so many slices. */
    public boolean cover(int slices, int columnThreads) {
        return !writtenOut || slices <= columnThreads * batch * most();
    }

    /** Whether there are kernels of the layout that go through their slices so. */
    public boolean goWith(GpuLayout layout) {
        return !writtenOut || layout == GpuLayout.Q4;
    }

    /** The same in a loop. */
    VectorRounds looped() {
        return new VectorRounds(batch, false);
    }

    /** Part of the kernel's name. */
    String suffix() {
        return writtenOut ? batch + "x" + most() : Integer.toString(batch);
    }

    /** Lines for each of a round's slices are not repeated yet. */
    String wgsl() {
        String text = writtenOut
                ? IntStream.range(0, most())
                        .mapToObj(round -> Template.fill(WRITTEN, Map.of("round", Integer.toString(round))))
                        .collect(Collectors.joining())
                : Template.fill(LOOP, Map.of("round", "round"));
        return text.indent(2).strip();
    }
}
