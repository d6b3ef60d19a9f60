package dev.samovar.webgpu.load;

import dev.samovar.kernels.MatrixTiles;
import dev.samovar.kernels.RepackKernel;
import dev.samovar.program.Matrix;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuBuffer;
import dev.samovar.webgpu.GpuPipeline;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.lowering.RowPairs;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import java.util.List;
import java.util.Map;

/** Streams the tensors of a matrix through one buffer of bounded size into tiles. */
final class Repacker {
    /** Bytes of a file held at a time. */
    private static final int CHUNK = 16 << 20;

    /** Rows a chunk at most: WebGPU's workgroups in one direction. */
    private static final int CHUNK_ROWS = 65535;

    private final Gpu gpu;
    private final Pipelines pipelines;
    private final GpuBuffer raw;
    private final GpuBuffer job;

    Repacker(Gpu gpu, Pipelines pipelines) {
        this.gpu = gpu;
        this.pipelines = pipelines;
        raw = gpu.buffer("raw weights", CHUNK);
        job = gpu.buffer("repacking", RepackKernel.JOB_WORDS * 4L);
    }

    void release() {
        gpu.release(raw);
        gpu.release(job);
    }

    /** Repacks one part of a matrix into the matrix's zeroed range. */
    void repack(WeightMatrix matrix, int part, Tensor tensor, BufferRange target) {
        Matrix from = matrix.parts().get(part);
        WeightFormat format = tensor.format();
        GpuPipeline pipeline = pipelines.get(RepackKernel.name(format), Map.of());
        var bindGroup = gpu.bind(pipeline, List.of(raw.whole(), job.whole(), target));
        // The file is read in lines: the matrix's rows (all of the tensor's where they are in another order), or its
        // columns when transposed.
        boolean someRows = !from.transposed() && tensor.rowOrder() instanceof RowOrder.Plain;
        int line = tensor.shape().get(1);
        int firstLine = someRows ? from.firstRow() : 0;
        int lines = someRows ? from.rows() : tensor.shape().get(0);
        int lineBytes = Math.toIntExact(format.bytes(line));
        int step = linesAtATime(lineBytes, from.transposed() ? format.group() : 1);
        for (int at = 0; at < lines; at += step) {
            int count = Math.min(step, lines - at);
            long offset = tensor.offset() + (long) (firstLine + at) * lineBytes;
            gpu.upload(tensor.source(), offset, count * lineBytes, raw, 0);
            gpu.write(job, 0, job(matrix, part, tensor, firstLine + at, count, lineBytes));
            int columns = from.transposed() ? count : from.columns();
            int rows = from.transposed() ? from.rows() : count;
            gpu.submit(List.of(new Dispatch(pipeline, bindGroup, (columns + 511) / 512, rows, 1)));
        }
    }

    /** A multiple of {@code whole}, so that columns come in whole groups. */
    private static int linesAtATime(int lineBytes, int whole) {
        int lines = Math.min(CHUNK / lineBytes, CHUNK_ROWS) / whole * whole;
        if (lines == 0) {
            throw new IllegalArgumentException("rows of " + lineBytes + " bytes are too long to load");
        }
        return lines;
    }

    /** The kernel's {@code Job}. */
    private static int[] job(WeightMatrix matrix, int part, Tensor tensor, int firstLine, int lines, int lineBytes) {
        Matrix from = matrix.parts().get(part);
        MatrixTiles tiles = matrix.tiles();
        int[] order = order(tensor.rowOrder());
        RowPairs pairs = matrix.pairs().ofPart(part);
        return new int[] {
            firstLine,
            from.columns(),
            lineBytes,
            order[0],
            order[1],
            order[2],
            order[3],
            from.firstRow(),
            from.rows(),
            matrix.firstRow(part),
            matrix.rowStride(),
            tiles.slices(),
            tiles.group() / 8,
            Math.toIntExact(tiles.scaleStart()),
            from.transposed() ? 1 : 0,
            lines,
            pairs.headDim(),
            pairs.pairs()
        };
    }

    /** The order's number, and its head size, heads and parts. */
    private static int[] order(RowOrder order) {
        return switch (order) {
            case RowOrder.Plain plain -> new int[] {0, 1, 1, 1};
            case RowOrder.InterleavedHeads heads -> new int[] {1, heads.headDim(), 1, 1};
            case RowOrder.InterleavedParts parts -> new int[] {2, parts.headDim(), parts.heads(), parts.parts()};
        };
    }
}
