package dev.samovar.webgpu.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.KernelLibrary;
import dev.samovar.program.Matrix;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SoftwareGpu.class)
class TunerTest {
    private static final WeightMatrix WIDE = matrix("wide", 100, 64);
    private static final WeightMatrix SMALL = matrix("small", 7, 40);

    /** Notes that live as long as the test. */
    private record Memory(Map<String, String> fastest, List<Map<String, String>> written) implements ScheduleNotes {
        Memory(Map<String, String> fastest) {
            this(fastest, new ArrayList<>());
        }

        @Override
        public Map<String, String> read() {
            return fastest;
        }

        @Override
        public void write(Map<String, String> notes) {
            written.add(Map.copyOf(notes));
        }
    }

    @Test
    void measuresEachShapeOnceAndNotesIt(Gpu gpu) {
        var notes = new Memory(Map.of());
        Schedules plain = Settings.of(gpu.adapter()).schedules();
        Schedules tuned = tune(gpu, plain, notes);
        var noted = new HashMap<String, String>();
        for (WeightMatrix matrix : List.of(WIDE, SMALL)) {
            for (int tokens : new int[] {1, 8}) {
                MatrixSchedule chosen = tuned.matrix(matrix, tokens);
                assertTrue(plain.candidates(matrix, tokens).contains(chosen), chosen.name());
                noted.put(MatrixShape.of(matrix, tokens, plain.numbers(tokens)).name(), chosen.name());
            }
        }
        assertEquals(List.of(noted), notes.written());
    }

    @Test
    void takesNotesAtTheirWord(Gpu gpu) {
        Schedules plain = Settings.of(gpu.adapter()).schedules();
        for (MatrixSchedule candidate : plain.candidates(WIDE, 1)) {
            var notes =
                    new Memory(Map.of(MatrixShape.of(WIDE, 1, plain.numbers(1)).name(), candidate.name()));
            assertEquals(candidate, tune(gpu, plain, notes).matrix(WIDE, 1));
        }
    }

    @Test
    void measuresAgainWhatNoCandidateIsCalled(Gpu gpu) {
        Schedules plain = Settings.of(gpu.adapter()).schedules();
        String shape = MatrixShape.of(WIDE, 1, plain.numbers(1)).name();
        var notes = new Memory(Map.of(shape, "a schedule of another version"));
        MatrixSchedule chosen = tune(gpu, plain, notes).matrix(WIDE, 1);
        assertTrue(plain.candidates(WIDE, 1).contains(chosen));
        assertEquals(chosen.name(), notes.written().get(0).get(shape));
    }

    @Test
    void leavesUnmeasuredWhatThereIsNoRoomFor(Gpu gpu) {
        WeightMatrix huge = matrix("huge", 1 << 18, 1 << 16); // 9 GiB
        Schedules plain = Settings.of(gpu.adapter()).schedules();
        var notes = new Memory(Map.of());
        assertEquals(plain.matrix(huge, 1), tune(gpu, plain, notes, huge).matrix(huge, 1));
        assertEquals(List.of(), notes.written());
    }

    /** For two matrices, one token and eight. */
    private static Schedules tune(Gpu gpu, Schedules schedules, ScheduleNotes notes) {
        return tune(gpu, schedules, notes, WIDE, SMALL);
    }

    private static Schedules tune(Gpu gpu, Schedules schedules, ScheduleNotes notes, WeightMatrix... matrices) {
        var demand = new Demand(schedules);
        for (WeightMatrix matrix : matrices) {
            demand.matrix(matrix, 1);
            demand.matrix(matrix, 8);
        }
        return new Tuner(gpu, new Pipelines(gpu, new KernelLibrary())).tune(schedules, demand, notes);
    }

    private static WeightMatrix matrix(String tensor, int rows, int columns) {
        var whole = new Matrix(tensor, rows, columns, 0, false);
        return new WeightMatrix(List.of(whole), WeightMatrix.Order.CONCATENATED, GpuLayout.Q4, 32);
    }
}
