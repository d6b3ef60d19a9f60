package dev.samovar.webgpu.device;

import dev.samovar.engine.Step;
import dev.samovar.program.Batch;
import dev.samovar.program.Program;
import dev.samovar.webgpu.BufferRange;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.drawing.DrawMemory;
import dev.samovar.webgpu.drawing.DrawSources;
import dev.samovar.webgpu.drawing.Drawing;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Operand;
import dev.samovar.webgpu.lowering.Place;
import dev.samovar.webgpu.lowering.Section;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.webgpu.plan.Memory;
import dev.samovar.webgpu.plan.Plan;
import dev.samovar.webgpu.plan.StepReads;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A program made ready for steps of up to some rows. */
final class Executable {
    private final LoweringOptions options;
    private final Plan plan;
    private final Place logits;
    private final int vocabulary;
    private final Drawing drawing;
    private final long weightBytes;
    private final Section lastSection;

    /** Suspends: loads the weights that no executable before it needed. */
    Executable(
            Gpu gpu,
            Pipelines pipelines,
            Memory memory,
            Program program,
            Weights weights,
            LoweringOptions options,
            DrawMemory draws,
            int logitRows) {
        this.options = options;
        this.vocabulary = program.vocabulary();
        var lowering = new Lowering(weights, options);
        var stages = lowering.lower(program);
        logits = lowering.place(program.logits());
        weightBytes = StepReads.weights(stages, options.scheduledRows());
        Section last = Section.ROWS; // drawing's
        for (Stage stage : stages) {
            for (Launch launch : stage.launches()) {
                for (Operand operand : launch.operands()) {
                    if (operand instanceof Operand.StepSection(Section section) && section.compareTo(last) > 0) {
                        last = section;
                    }
                }
            }
        }
        lastSection = last;
        var capacity = new StepSize(
                options.rows(), Math.min(options.rows(), logitRows), options.rows(), options.pagesPerSequence());
        plan = new Plan(gpu, pipelines, memory, stages, Set.of(logits.area()), capacity);
        drawing = new Drawing(
                gpu,
                pipelines,
                draws,
                new DrawSources(
                        memory.range(new Operand.StepSection(Section.ROWS)),
                        memory.range(new Operand.Tokens()),
                        plan.range(logits.area()),
                        logits.area().stride(),
                        logits.offset()));
    }

    Plan plan() {
        return plan;
    }

    /** Of a step of one row, or of as many as there may be in prefill. */
    long weightBytes() {
        return weightBytes;
    }

    /** The last section of the step's buffer that its kernels read. */
    Section lastSection() {
        return lastSection;
    }

    boolean takes(Batch batch) {
        return batch.rows() <= options.rows() && (!options.decodes() || isDecode(batch));
    }

    /** Whether each row is of a sequence of its own, and its logits are wanted; rows of a sequence are neighbours. */
    private static boolean isDecode(Batch batch) {
        if (batch.logitRows().length < batch.rows()) {
            return false;
        }
        for (int t = 1; t < batch.rows(); t++) {
            if (batch.sequences()[t] == batch.sequences()[t - 1]) {
                return false;
            }
        }
        return true;
    }

    List<Tile> tiles(Batch batch) {
        return Tile.of(batch, options.tileRows());
    }

    /** Writes the step's draws; all that it runs. */
    List<Dispatch> dispatches(Step step, List<Tile> tiles) {
        var batch = step.batch();
        var size = new StepSize(batch.rows(), batch.logitRows().length, tiles.size(), pages(batch));
        List<Dispatch> dispatches = new ArrayList<>(plan.dispatches(size));
        dispatches.addAll(drawing.prepare(step));
        return dispatches;
    }

    /** Pages that the deepest row sees. */
    static int pages(Batch batch) {
        int last = 0;
        for (int position : batch.positions()) {
            last = Math.max(last, position);
        }
        return last / Batch.PAGE + 1;
    }

    /** What to read of a step. */
    List<BufferRange> readings(Step step) {
        return StepReadings.ranges(step, drawing.drawn(step.draws().size()), drawing::report, this::logits);
    }

    /** Where the logits of one of the step's logit rows will be. */
    private BufferRange logits(int logitRow) {
        long row = (long) logitRow * logits.area().stride() + logits.offset();
        var all = plan.range(logits.area());
        return all.buffer().range(all.offset() + row * 4, vocabulary * 4L);
    }
}
