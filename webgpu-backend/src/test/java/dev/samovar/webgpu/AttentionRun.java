package dev.samovar.webgpu;

import dev.samovar.kernels.AppendKernel;
import dev.samovar.kernels.AttentionCombineKernel;
import dev.samovar.kernels.AttentionKernel;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.RotationTable;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs an {@link AttentionCase} on a GPU with one schedule. */
final class AttentionRun {
    private static final int PAGES = AttentionCase.CONTEXT / Batch.PAGE;
    private final Gpu gpu;
    private final AttentionCase given;
    private final CacheType type;
    private final Map<String, GpuPipeline> pipelines = new HashMap<>();
    private final GpuBuffer keys;
    private final GpuBuffer values;
    private final GpuBuffer rotations;

    AttentionRun(Gpu gpu, AttentionCase given, CacheType type) {
        this.gpu = gpu;
        this.given = given;
        this.type = type;
        AttentionShape shape = given.shape();
        long bytes = type.pageBytes(shape.kvHeads(), shape.headDim()) * PAGES * given.sequences();
        keys = gpu.buffer("keys", bytes);
        values = gpu.buffer("values", bytes);
        int[] table = RotationTable.words(given.rotary(), AttentionCase.CONTEXT);
        rotations = gpu.buffer("rotations", Math.max(16, table.length * 4L));
        gpu.write(rotations, 0, table);
    }

    /** @param tileRows rows of the largest tile */
    float[] step(Batch batch, int threads, int splits, int tileRows) {
        AttentionShape shape = given.shape();
        int rows = batch.rows();
        int[][] tiles = tiles(batch, tileRows);
        int group = shape.heads() / shape.kvHeads();
        int tileWorkgroups = (tileRows * group + AttentionKernel.QUERIES - 1) / AttentionKernel.QUERIES;
        int chunks = CacheType.chunks(shape.headDim());
        int partWidth = shape.heads() * splits * (shape.headDim() + 2);
        GpuBuffer rowBuffer = filled("rows", rowWords(batch));
        GpuBuffer tileBuffer = filled("tiles", flat(tiles));
        GpuBuffer pages = filled("pages", flat(batch.pages().toArray(int[][]::new)));
        GpuBuffer turned = gpu.buffer("turned", 32L * rows * shape.heads() * chunks);
        GpuBuffer y = gpu.buffer("y", 4L * rows * given.qWidth());
        GpuBuffer parts = gpu.buffer("parts", 4L * rows * partWidth);
        var steps = new ArrayList<Dispatch>();

        var append = new HashMap<>(shape(shape));
        append.put("PAIRS", given.rotaryDim() / 2.0);
        append.put("Q_STRIDE", (double) given.qWidth());
        append.put("K_STRIDE", (double) given.kvWidth());
        append.put("V_STRIDE", (double) given.kvWidth());
        steps.add(dispatch(
                AppendKernel.name(type),
                append,
                List.of(
                        rowBuffer,
                        rotations,
                        inputs("q", given.qWidth(), batch),
                        inputs("k", given.kvWidth(), batch),
                        inputs("v", given.kvWidth(), batch),
                        turned,
                        keys,
                        values),
                ((shape.heads() + shape.kvHeads()) * chunks + 31) / 32,
                rows,
                1));

        var attention = new HashMap<>(shape(shape));
        attention.put("SCALE", (double) shape.scale());
        attention.put("SOFT_CAP", (double) shape.softCap());
        attention.put("WINDOW", (double) shape.window());
        attention.put("PAGES", (double) PAGES);
        attention.put("TILE_WORKGROUPS", (double) tileWorkgroups);
        attention.put("SPLITS", (double) splits);
        attention.put("Y_STRIDE", (double) given.qWidth());
        attention.put("THREADS", (double) threads);
        steps.add(dispatch(
                AttentionKernel.name(type),
                attention,
                List.of(rowBuffer, tileBuffer, pages, turned, keys, values, splits == 1 ? y : parts),
                tiles.length * tileWorkgroups,
                shape.kvHeads(),
                splits));
        if (splits > 1) {
            steps.add(dispatch(
                    AttentionCombineKernel.NAME,
                    Map.of(
                            "HEADS", (double) shape.heads(),
                            "HEAD_DIM", (double) shape.headDim(),
                            "SPLITS", (double) splits,
                            "Y_STRIDE", (double) given.qWidth()),
                    List.of(parts, y),
                    (shape.headDim() + 63) / 64,
                    shape.heads(),
                    rows));
        }
        return RandomFloats.floats(gpu.submitAndRead(steps, List.of(y.whole())).await());
    }

    private static Map<String, Double> shape(AttentionShape shape) {
        return Map.of(
                "HEADS", (double) shape.heads(),
                "KV_HEADS", (double) shape.kvHeads(),
                "HEAD_DIM", (double) shape.headDim());
    }

    private Dispatch dispatch(
            String kernel, Map<String, Double> overrides, List<GpuBuffer> buffers, int x, int y, int z) {
        GpuPipeline pipeline = pipelines.computeIfAbsent(
                kernel + overrides, key -> gpu.pipeline(new KernelLibrary().kernel(kernel), overrides));
        return new Dispatch(
                pipeline,
                gpu.bind(pipeline, buffers.stream().map(GpuBuffer::whole).toList()),
                x,
                y,
                z);
    }

    private GpuBuffer inputs(String name, int width, Batch batch) {
        float[] table = given.table(name, width);
        float[] rows = new float[batch.rows() * width];
        for (int t = 0; t < batch.rows(); t++) {
            System.arraycopy(table, batch.tokens()[t] * width, rows, t * width, width);
        }
        return filled(name, RandomFloats.words(rows));
    }

    private GpuBuffer filled(String label, int[] words) {
        GpuBuffer buffer = gpu.buffer(label, words.length * 4L);
        gpu.write(buffer, 0, words);
        return buffer;
    }

    private static int[] rowWords(Batch batch) {
        int[] words = new int[batch.rows() * 4];
        for (int t = 0; t < batch.rows(); t++) {
            words[t * 4] = batch.tokens()[t];
            words[t * 4 + 1] = batch.positions()[t];
            words[t * 4 + 2] = batch.sequences()[t];
            words[t * 4 + 3] = batch.slot(t, batch.positions()[t]);
        }
        return words;
    }

    /** Runs of at most {@code largest} rows of one sequence: first row, rows. */
    private static int[][] tiles(Batch batch, int largest) {
        List<int[]> tiles = new ArrayList<>();
        for (int t = 0; t < batch.rows(); t++) {
            int[] last = tiles.isEmpty() ? new int[] {0, largest} : tiles.getLast();
            if (t > 0 && last[1] < largest && batch.sequences()[t] == batch.sequences()[last[0]]) {
                last[1]++;
            } else {
                tiles.add(new int[] {t, 1});
            }
        }
        return tiles.toArray(int[][]::new);
    }

    private static int[] flat(int[][] rows) {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    }
}
