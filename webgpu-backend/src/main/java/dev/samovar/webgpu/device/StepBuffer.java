package dev.samovar.webgpu.device;

import dev.samovar.kernels.StepWgsl;
import dev.samovar.program.Batch;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.lowering.Section;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The one buffer that the host writes for each step; its sections are bound apart. */
final class StepBuffer {
    /** Words that every offset of a binding is a multiple of. */
    private static final int ALIGNMENT = 256 / 4;

    private final Gpu gpu;
    private final GpuBuffer buffer;
    private final Limits limits;
    private final Map<Section, Integer> starts = new EnumMap<>(Section.class);
    private final int[] words;

    /** The largest step. */
    record Limits(int rows, int logitRows, int sequences, int pagesPerSequence) {

        int words(Section section) {
            return switch (section) {
                case ROWS -> rows * StepWgsl.ROW_WORDS;
                case PAGES -> sequences * pagesPerSequence;
                case TILES -> rows * 2;
                case LOGIT_ROWS -> logitRows;
            };
        }
    }

    StepBuffer(Gpu gpu, Limits limits) {
        this.gpu = gpu;
        this.limits = limits;
        int end = 0;
        for (Section section : Section.values()) {
            starts.put(section, end);
            end += (limits.words(section) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        words = new int[end];
        buffer = gpu.buffer("step", end * 4L);
    }

    BufferRange range(Section section) {
        return buffer.range(start(section) * 4L, limits.words(section) * 4L);
    }

    private int start(Section section) {
        return starts.getOrDefault(section, 0);
    }

    /** For kernels that read any section. */
    void write(Batch batch, List<Tile> tiles) {
        write(batch, tiles, Section.TILES);
    }

    /** Writes no more than kernels need that read no section after this one. */
    void write(Batch batch, List<Tile> tiles, Section last) {
        int row = start(Section.ROWS);
        for (int t = 0; t < batch.rows(); t++) {
            words[row++] = batch.tokens()[t];
            words[row++] = batch.positions()[t];
            words[row++] = batch.sequences()[t];
            words[row++] = batch.slot(t, batch.positions()[t]);
        }
        int tile = start(Section.TILES);
        for (Tile run : tiles) {
            words[tile++] = run.firstRow();
            words[tile++] = run.rows();
        }
        for (int s = 0; s < batch.pages().size(); s++) {
            int[] pages = batch.pages().get(s);
            System.arraycopy(pages, 0, words, start(Section.PAGES) + s * limits.pagesPerSequence(), pages.length);
        }
        System.arraycopy(batch.logitRows(), 0, words, start(Section.LOGIT_ROWS), batch.logitRows().length);
        int filled = switch (last) {
            case PAGES -> batch.pages().size() * limits.pagesPerSequence();
            case ROWS -> row - start(last);
            case LOGIT_ROWS -> batch.logitRows().length;
            case TILES -> tile - start(last);
        };
        gpu.write(buffer, 0, Arrays.copyOf(words, start(last) + filled));
    }
}
