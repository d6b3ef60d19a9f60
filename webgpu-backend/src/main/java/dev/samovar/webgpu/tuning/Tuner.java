package dev.samovar.webgpu.tuning;

import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.GpuException;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times what the candidates for each shape of a model would run and notes the fastest. What no time is left for keeps its
 * unmeasured choice, and is measured at a later load.
 */
public final class Tuner {
    /** Nanoseconds to time at a load; the GPU is busy for twice as long. */
    private static final double BUDGET = 1e9;

    /** Candidates are timed in turns, so that a clock that rises or sinks meets them all; the best turn counts. */
    private static final int TURNS = 3;

    /** One that is slower by this factor at first is out of the running. */
    private static final double HOPELESS = 2;

    private final Gpu gpu;
    private final Pipelines pipelines;
    private double spent;

    public Tuner(Gpu gpu, Pipelines pipelines) {
        this.gpu = gpu;
        this.pipelines = pipelines;
    }

    /** The schedules with what the notes know or measuring shows; suspends. */
    public Schedules tune(Schedules schedules, Demand demand, ScheduleNotes notes) {
        Map<String, String> remembered = notes.read();
        Map<String, String> known = new LinkedHashMap<>(remembered);
        Map<MatrixShape, MatrixSchedule> fastest = new HashMap<>();
        for (Demand.Trial trial : demand.trials()) {
            String name = known.get(trial.shape().name());
            MatrixSchedule choice = trial.candidates().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (choice == null && spent < BUDGET) {
                choice = fastest(trial);
            }
            if (choice != null) {
                known.put(trial.shape().name(), choice.name());
                fastest.put(trial.shape(), choice);
            }
        }
        if (!known.equals(remembered)) {
            notes.write(known);
        }
        return new TunedSchedules(schedules, fastest);
    }

    /** Null where the GPU has no room to measure: the model itself may well fit. */
    private @Nullable MatrixSchedule fastest(Demand.Trial trial) {
        Map<MatrixSchedule, Launch> launches = trial.launches();
        launches.values().forEach(launch -> pipelines.prepare(launch.kernel(), launch.overrides()));
        MatrixRig rig;
        try {
            rig = new MatrixRig(gpu, pipelines, trial, launches.values());
        } catch (GpuException e) {
            if (e.reason() == GpuException.Cause.OUT_OF_MEMORY) {
                return null;
            }
            throw e;
        }
        try {
            for (Map.Entry<MatrixSchedule, Launch> launch : launches.entrySet()) { // no lambda: it suspends
                rig.prepare(launch.getKey(), launch.getValue());
            }
            return fastest(trial.candidates(), rig);
        } finally {
            spent += rig.spent();
            rig.release();
        }
    }

    private static MatrixSchedule fastest(List<MatrixSchedule> candidates, MatrixRig rig) {
        Map<MatrixSchedule, Double> times = new LinkedHashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            rig.warmUp();
            double best = times.values().stream().min(Double::compare).orElse(Double.MAX_VALUE);
            for (MatrixSchedule candidate : candidates) {
                if (turn == 0 || times.getOrDefault(candidate, 0.0) <= best * HOPELESS) {
                    times.merge(candidate, rig.time(candidate), Math::min);
                }
            }
        }
        return times.entrySet().stream()
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }
}
