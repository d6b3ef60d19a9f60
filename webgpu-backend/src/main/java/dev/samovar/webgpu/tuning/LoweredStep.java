package dev.samovar.webgpu.tuning;

import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a program's step launches by each candidate; lowered as it is asked for. */
final class LoweredStep {
    private final Program program;
    private final Weights weights;
    private final LoweringOptions options;
    private final Map<WeightMatrix, MatrixShape> shapes = new LinkedHashMap<>();
    private final List<Map<WeightMatrix, Launch>> launches = new ArrayList<>(); // of each number

    LoweredStep(Program program, Weights weights, LoweringOptions options) {
        this.program = program;
        this.weights = weights;
        this.options = options;
    }

    /** Of the matrices that it asks a schedule for; suspends. */
    Map<WeightMatrix, MatrixShape> shapes() {
        launches(0);
        return shapes;
    }

    /** What multiplies by each matrix when its candidate of this number is chosen; suspends. */
    Map<WeightMatrix, Launch> launches(int number) {
        while (launches.size() <= number) {
            var schedules = new NumberedCandidates(options.schedules(), launches.size(), shapes);
            launches.add(multiplications(new Lowering(weights, options.with(schedules)).lower(program)));
        }
        return launches.get(number);
    }

    List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        return options.schedules().candidates(matrix, tokens);
    }

    /** What a page of a layer's keys takes, or of its values, at most. */
    long pageBytes() {
        long most = 0;
        for (Op.Attention attention : program.attentions()) {
            var shape = attention.shape();
            most = Math.max(most, options.cache().pageBytes(shape.kvHeads(), shape.headDim()));
        }
        return most;
    }

    /** Matrices with a bias are multiplied by as a whole; embedding and mixtures read parts of theirs. */
    private static Map<WeightMatrix, Launch> multiplications(List<Stage> stages) {
        Map<WeightMatrix, Launch> launches = new HashMap<>();
        for (Stage stage : stages) {
            for (Launch launch : stage.launches()) {
                List<Operand> operands = launch.operands();
                if (operands.get(0) instanceof Operand.MatrixWeights(WeightMatrix matrix)
                        && operands.get(1) instanceof Operand.VectorWeights) {
                    launches.putIfAbsent(matrix, launch);
                }
            }
        }
        return launches;
    }
}
