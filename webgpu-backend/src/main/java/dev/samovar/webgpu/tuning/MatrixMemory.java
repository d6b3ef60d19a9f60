package dev.samovar.webgpu.tuning;

import dev.samovar.kernels.RotationTable;
import dev.samovar.kernels.StepWgsl;
import dev.samovar.program.Batch;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.StepSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What launches run on that are timed, all zeros: of one position, the first of its sequence and of the cache. Only one of
 * them runs at a time, so what they bind in the same place is the same buffer.
 */
final class MatrixMemory {
    /** Bytes of weights to go through, so that they come from memory and not from a cache of 50 MB, as a model's do. */
    private static final long WEIGHTS = 192L << 20;

    private static final int MOST_COPIES = 64;
    private static final int ALIGNMENT = 256;

    /** Rows that kernels write together and so may write beyond the tokens. */
    private static final int PADDING = 8;

    private final Gpu gpu;
    private final StepSize size;
    private final long matrixBytes;
    private final long pageBytes;
    private final int copies;
    private final List<GpuBuffer> buffers = new ArrayList<>();

    /**
     * Suspends; too little memory is an error that leaves none of it taken.
     *
     * @param matrixBytes of the matrix that all of the launches multiply by
     * @param pageBytes of keys or values
     */
    MatrixMemory(Gpu gpu, Collection<Launch> launches, StepSize size, long matrixBytes, long pageBytes) {
        this.gpu = gpu;
        this.size = size;
        this.matrixBytes = matrixBytes;
        this.pageBytes = pageBytes;
        copies = size.rows() > 1 ? 1 : (int) Math.max(2, Math.min(MOST_COPIES, WEIGHTS / copyBytes()));
        List<Long> needed = new ArrayList<>();
        for (Launch launch : launches) {
            for (int i = 0; i < launch.operands().size(); i++) {
                long bytes = bytes(launch.operands().get(i));
                if (i == needed.size()) {
                    needed.add(bytes);
                } else {
                    needed.set(i, Math.max(needed.get(i), bytes));
                }
            }
        }
        try {
            for (long bytes : needed) {
                buffers.add(gpu.buffer("measured", Math.max(16, bytes)));
            }
        } catch (GpuException e) {
            release();
            throw e;
        }
    }

    /** Of the matrix. */
    int copies() {
        return copies;
    }

    /** What a launch binds that multiplies by a copy of the matrix. */
    List<BufferRange> ranges(Launch launch, int copy) {
        List<BufferRange> ranges = new ArrayList<>();
        for (int i = 0; i < launch.operands().size(); i++) {
            boolean matrix = launch.operands().get(i) instanceof Operand.MatrixWeights;
            ranges.add(
                    matrix
                            ? buffers.get(i).range(copy * copyBytes(), matrixBytes)
                            : buffers.get(i).whole());
        }
        return ranges;
    }

    void release() {
        buffers.forEach(gpu::release);
    }

    private long copyBytes() {
        return (matrixBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private long bytes(Operand operand) {
        return switch (operand) {
            case Operand.MatrixWeights o -> copyBytes() * copies;
            case Operand.VectorWeights o -> (o.vector().size() + 3) / 4 * 16L;
            case Operand.Rotations o -> RotationTable.size(o.rotary(), Batch.PAGE) * 4L;
            case Operand.Activations(Area area) -> area.bytes((size.of(area.rows()) + PADDING - 1) / PADDING * PADDING);
            case Operand.StepSection o -> 4L * size.rows() * StepWgsl.ROW_WORDS; // others are no larger
            case Operand.Tokens o -> 4;
            case Operand.Keys o -> pageBytes;
            case Operand.Values o -> pageBytes;
        };
    }
}
