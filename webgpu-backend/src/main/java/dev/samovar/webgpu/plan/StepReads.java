package dev.samovar.webgpu.plan;

import dev.samovar.kernels.CacheType;
import dev.samovar.program.Batch;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bytes that a step must read, whatever its kernels: they bound its speed by the memory's. */
public final class StepReads {
    private StepReads() {}

    /** Of weights, by a step of so many rows. Of a mixture, as many experts as its tokens choose at most. */
    public static long weights(List<Stage> stages, int rows) {
        long bytes = 0;
        for (Stage stage : stages) {
            bytes += weights(stage, rows);
        }
        return bytes;
    }

    static long weights(Stage stage, int rows) {
        long bytes = 0;
        for (Launch launch : stage.launches()) {
            if (launch.grid().x().count(new StepSize(rows, rows, rows, 1)) == 0) {
                continue; // stands in for another launch in long contexts
            }
            for (Operand operand : launch.operands()) {
                if (operand instanceof Operand.MatrixWeights(WeightMatrix matrix)) {
                    bytes += (long) (matrix.tiles().bytes() * part(stage, matrix, rows));
                }
            }
        }
        return bytes;
    }

    /** How much of a matrix a stage reads: tables by the row, mixtures by the expert. */
    private static double part(Stage stage, WeightMatrix matrix, int rows) {
        double part = 1;
        for (Op op : stage.meaning()) {
            if (op instanceof Op.Embed || op instanceof Op.EmbedPosition) {
                part = (double) rows / matrix.rows();
            } else if (op instanceof Op.Experts mixture) {
                part = (double) rows * mixture.perToken() / mixture.experts().size();
            }
        }
        return Math.min(1, part);
    }

    /** Of keys and values, for each position seen, in all layers that see as far: by their windows, 0 for no bound. */
    public static Map<Integer, Long> cache(Program program, CacheType cache) {
        Map<Integer, Long> bytes = new LinkedHashMap<>();
        for (Op.Attention attention : program.attentions()) {
            var shape = attention.shape();
            long page = 2 * cache.pageBytes(shape.kvHeads(), shape.headDim());
            bytes.put(shape.window(), bytes.getOrDefault(shape.window(), 0L) + page / Batch.PAGE);
        }
        return bytes;
    }
}
