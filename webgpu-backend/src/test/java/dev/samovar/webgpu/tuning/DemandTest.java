package dev.samovar.webgpu.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Epilogue;
import dev.samovar.kernels.MatrixInput;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.Program;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.GpuSchedules;
import dev.samovar.webgpu.lowering.LoweringOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is timed for a matrix is what will run, on a GPU with half-float arithmetic. */
class DemandTest {
    private static final Numbers HALVES = Numbers.HALVES;
    private static final Program LAYERS = Layers.llama(3);

    @Test
    void residualProjectionsAddAndPrepareTheNextNorm() {
        assertKernels("64x96", MatrixInput.of(false, HALVES), Epilogue.RESIDUAL_GAINED, 3);
    }

    @Test
    void projectionsAfterAttentionAddUpItsParts() {
        assertKernels("64x64", MatrixInput.PARTS, Epilogue.RESIDUAL_GAINED, 3);
    }

    @Test
    void gateAndUpMeetAfterTheNorm() {
        assertKernels("192x64", MatrixInput.GAINED, Epilogue.GATED_HALVES, 3);
    }

    /** Nobody prepares the first layer's norm, whose kernel is another one. */
    @Test
    void mostLayersDecide() {
        assertKernels("128x64", MatrixInput.GAINED, Epilogue.TURNED_F16, 3);
    }

    @Test
    void theHeadStores() { // its 19 rows filled up to 20
        assertKernels("20x64", MatrixInput.GAINED, Epilogue.STORE, 1);
    }

    private static void assertKernels(String size, MatrixInput input, Epilogue epilogue, int uses) {
        List<Demand.Trial> trials = decode(LAYERS);
        Demand.Trial trial = trials.stream()
                .filter(t -> t.shape().name().contains(" " + size + " for 1"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + size + " in " + trials));
        assertEquals(uses, trial.uses());
        assertTrue(trial.candidates().size() > 1);
        var launches = trial.launches();
        assertEquals(trial.candidates(), List.copyOf(launches.keySet()));
        launches.forEach((candidate, launch) -> {
            assertEquals(candidate.kernel(GpuLayout.Q4, input, epilogue), launch.kernel());
            assertEquals(
                    candidate.overrides().get("ROW_TILES"), launch.overrides().get("ROW_TILES"));
        });
    }

    private static List<Demand.Trial> decode(Program program) {
        var demand = new Demand();
        demand.add(program, new Layers(), options().forDecode(1));
        return demand.trials();
    }

    private static LoweringOptions options() {
        var features = new Adapter.Features(true, true, 32, 32, true, false, true);
        var limits = new Adapter.Limits(1L << 30, 1L << 30, 10, 32768, 1024, 1024, 65535);
        var schedules = new GpuSchedules(new Adapter("", "", "", "", features, limits));
        return new LoweringOptions(64, 8, 2, 1L << 30, CacheType.F16, schedules);
    }
}
