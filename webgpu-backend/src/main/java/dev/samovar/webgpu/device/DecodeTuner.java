package dev.samovar.webgpu.device;

import dev.samovar.program.Batch;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Dispatch;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses among schedules that only whole steps of the loaded model tell apart: those of attention in decode. */
final class DecodeTuner {
    /**
     * Timed at a stretch, in nanoseconds: browsers blur GPU clocks to a tenth of a millisecond, and a hundredth of a step
     * is worth choosing for.
     */
    private static final double STRETCH = 16e6;

    private static final int MOST_REPETITIONS = 64;

    /** In turns, so that a clock that rises or sinks meets them all; the best turn counts. */
    private static final int TURNS = 3;

    /** Nanoseconds of timing after which no other turn begins: on a slow GPU a step of a large model takes its time. */
    private static final double BUDGET = 1e9;

    private final Gpu gpu;
    private final StepBuffer step;
    private final ScheduleNotes notes;

    /** Makes the model ready for steps lowered so; suspends. */
    interface Maker {
        Executable make(LoweringOptions options);
    }

    DecodeTuner(Gpu gpu, StepBuffer step, ScheduleNotes notes) {
        this.gpu = gpu;
        this.step = step;
        this.notes = notes;
    }

    /** What was fastest before, or is now; suspends. */
    Executable fastest(Program program, LoweringOptions options, Maker maker) {
        var chosen = new Chosen(options, null);
        for (ContextLength length : ContextLength.values()) {
            if (length.fits(options.pagesPerSequence())) {
                chosen = chosen(program, length, chosen, maker);
            }
        }
        return chosen.executable == null ? maker.make(chosen.options) : chosen.executable;
    }

    /** @param executable made with the options, if it was to be timed */
    private record Chosen(LoweringOptions options, @Nullable Executable executable) {}

    private Chosen chosen(Program program, ContextLength length, Chosen before, Maker maker) {
        LoweringOptions options = before.options;
        List<Schedules> variants = options.schedules().decodeVariants(length);
        if (variants.size() == 1) {
            return before;
        }
        if (before.executable != null) {
            before.executable.plan().release(gpu);
        }
        int positions = length.typical(options.pagesPerSequence());
        String shape = name(program, options) + " at " + positions;
        Map<String, String> known = new LinkedHashMap<>(notes.read());
        for (Schedules variant : variants) {
            if (variant.variant(length).equals(known.get(shape))) {
                return new Chosen(options.with(variant), null);
            }
        }
        List<Executable> made = new ArrayList<>();
        for (Schedules variant : variants) {
            made.add(maker.make(options.with(variant)));
        }
        int fastest = fastest(made, options, positions);
        for (Executable executable : made) {
            if (executable != made.get(fastest)) {
                executable.plan().release(gpu);
            }
        }
        known.put(shape, variants.get(fastest).variant(length));
        notes.write(known);
        return new Chosen(options.with(variants.get(fastest)), made.get(fastest));
    }

    private int fastest(List<Executable> executables, LoweringOptions options, int positions) {
        int[] pages = new int[(positions + Batch.PAGE - 1) / Batch.PAGE];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = i;
        }
        var batch = new Batch(new int[1], new int[] {positions - 1}, new int[1], List.of(pages), new int[1]);
        step.write(batch, Tile.of(batch, options.tileRows()));
        double[] times = new double[executables.size()];
        double spent = 0;
        for (int turn = 0; turn < TURNS && spent < BUDGET; turn++) {
            for (int i = 0; i < times.length; i++) {
                var timing = time(executables.get(i), pages.length);
                times[i] = turn == 0 ? timing.step : Math.min(times[i], timing.step);
                spent += timing.spent;
            }
        }
        int fastest = 0;
        for (int i = 1; i < times.length; i++) {
            fastest = times[i] < times[fastest] ? i : fastest;
        }
        return fastest;
    }

    /** Nanoseconds of a step, and of all that was timed. */
    private record Timing(double step, double spent) {}

    private Timing time(Executable executable, int pages) {
        List<Dispatch> once = executable.plan().dispatches(new StepSize(1, 1, 1, pages));
        double first = gpu.time(once);
        int repetitions = (int) Math.max(1, Math.min(MOST_REPETITIONS, STRETCH / Math.max(1, first)));
        if (repetitions == 1) {
            return new Timing(first, first);
        }
        List<Dispatch> stretch = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            stretch.addAll(once);
        }
        gpu.submit(stretch); // while the browser encodes what is timed, the clock must not sink
        double time = gpu.time(stretch);
        return new Timing(time / repetitions, first + time);
    }

    /** Distinguishes what the choice depends on. */
    private static String name(Program program, LoweringOptions options) {
        var name = new StringBuilder("decode");
        String last = "";
        for (Op.Attention attention : program.attentions()) {
            var shape = attention.shape();
            String next = " " + shape.heads() + "/" + shape.kvHeads() + "x" + shape.headDim();
            name.append(next.equals(last) ? "" : next);
            last = next;
        }
        return name.append(" cache ").append(options.cache().name()).toString();
    }
}
