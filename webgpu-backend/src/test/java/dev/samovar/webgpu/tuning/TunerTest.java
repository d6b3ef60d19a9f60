package dev.samovar.webgpu.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.Kernel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.kernels.KernelSource;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.Matrix;
import dev.samovar.program.Program;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.Pipelines;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.MatrixShape;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SoftwareGpu.class)
class TunerTest {
    private static final long ROOMY = 1L << 34; // bytes that may be bound
    private static final WeightMatrix O = matrix("o", 64, 64);

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

    /** Kernels from the library, and which were asked for. */
    private record Asked(Set<String> names) implements KernelSource {
        @Override
        public Kernel kernel(String name) {
            names.add(name);
            return new KernelLibrary().kernel(name);
        }
    }

    @Test
    void measuresEachShapeOnceAndNotesIt(Gpu gpu) {
        Settings settings = Settings.of(gpu.adapter());
        var notes = new Memory(Map.of());
        Program program = Layers.llama(2);
        Demand demand = demand(program, settings, ROOMY);
        tune(gpu, program, settings, notes);
        var written = notes.written().get(0);
        assertEquals(1, notes.written().size());
        assertEquals(demand.trials().size(), written.size());
        for (Demand.Trial trial : demand.trials()) {
            String chosen = written.getOrDefault(trial.shape().name(), "nothing");
            assertTrue(
                    trial.candidates().stream().anyMatch(c -> c.name().equals(chosen)), trial.shape() + ": " + chosen);
        }
    }

    @Test
    void takesNotesAtTheirWord(Gpu gpu) {
        Settings settings = Settings.of(gpu.adapter());
        Schedules plain = settings.schedules();
        for (MatrixSchedule candidate : plain.candidates(O, 1)) {
            var notes = new Memory(Map.of(name(plain), candidate.name()));
            assertEquals(
                    candidate,
                    tune(gpu, Layers.residual(), settings, notes).schedules().matrix(O, 1));
        }
    }

    @Test
    void measuresAgainWhatNoCandidateIsCalled(Gpu gpu) {
        Settings settings = Settings.of(gpu.adapter());
        Schedules plain = settings.schedules();
        var notes = new Memory(Map.of(name(plain), "a schedule of another version"));
        MatrixSchedule chosen =
                tune(gpu, Layers.residual(), settings, notes).schedules().matrix(O, 1);
        assertTrue(plain.candidates(O, 1).contains(chosen));
        assertEquals(chosen.name(), notes.written().get(0).get(name(plain)));
    }

    @Test
    void leavesUnmeasuredWhatThereIsNoRoomFor(Gpu gpu) {
        WeightMatrix huge = matrix("head", 1 << 18, 1 << 16); // 9 GiB
        Settings settings = Settings.of(gpu.adapter());
        var notes = new Memory(Map.of());
        Tuned tuned = tune(gpu, Layers.head(1 << 18, 1 << 16), settings, notes, ROOMY);
        assertEquals(settings.schedules().matrix(huge, 1), tuned.schedules().matrix(huge, 1));
        assertEquals(List.of(), notes.written());
    }

    /** Compilers make other code of a product alone. */
    @Test
    void timesTheKernelsOfResidualProjections(Gpu gpu) {
        Settings settings = Settings.of(gpu.adapter());
        Schedules plain = settings.schedules();
        Tuned tuned = tune(gpu, Layers.residual(), settings, new Memory(Map.of()));
        var expected = new HashSet<String>();
        for (int tokens : new int[] {1, settings.maxRows()}) {
            for (MatrixSchedule candidate : plain.candidates(O, tokens)) {
                expected.add(kernel(candidate, Epilogue.RESIDUAL));
            }
        }
        for (MatrixSchedule candidate : plain.candidates(matrix("head", 19, 64), 1)) {
            expected.add(kernel(candidate, Epilogue.STORE));
        }
        assertEquals(expected, tuned.kernels());
    }

    private static String kernel(MatrixSchedule schedule, Epilogue epilogue) {
        return schedule.kernel(GpuLayout.Q4, MatrixInput.of(false, Numbers.FLOATS), epilogue);
    }

    private static String name(Schedules plain) {
        return MatrixShape.of(O, 1, plain.numbers(1)).name();
    }

    /** @param kernels that measuring took */
    private record Tuned(Schedules schedules, Set<String> kernels) {}

    private static Tuned tune(Gpu gpu, Program program, Settings settings, ScheduleNotes notes) {
        return tune(gpu, program, settings, notes, gpu.adapter().limits().maxStorageBufferBindingSize());
    }

    /** For one token and for as many as a step may have. */
    private static Tuned tune(Gpu gpu, Program program, Settings settings, ScheduleNotes notes, long bindingLimit) {
        var kernels = new Asked(new HashSet<>());
        var schedules = new Tuner(gpu, new Pipelines(gpu, kernels))
                .tune(settings.schedules(), demand(program, settings, bindingLimit), notes);
        return new Tuned(schedules, kernels.names());
    }

    private static Demand demand(Program program, Settings settings, long bindingLimit) {
        var options = new LoweringOptions(
                settings.maxRows(), settings.tileRows(), 2, bindingLimit, settings.cache(), settings.schedules());
        var demand = new Demand();
        demand.add(program, new Layers(), options.forDecode(1));
        demand.add(program, new Layers(), options);
        return demand;
    }

    private static WeightMatrix matrix(String tensor, int rows, int columns) {
        var whole = new Matrix(tensor, rows, columns, 0, false);
        return new WeightMatrix(List.of(whole), WeightMatrix.Order.CONCATENATED, GpuLayout.Q4, 32);
    }
}
