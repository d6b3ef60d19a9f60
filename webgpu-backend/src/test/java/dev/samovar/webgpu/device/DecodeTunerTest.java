package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.DeviceOptions;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Software adapters have subgroups too, so that what GPUs are asked to choose can be chosen on them. */
@ExtendWith(SoftwareGpu.class)
class DecodeTunerTest {
    private static final String SHAPE = "decode 4/2x16 cache F32";

    /** Notes that live as long as the test. */
    private record Memory(Map<String, String> fastest) implements ScheduleNotes {
        @Override
        public Map<String, String> read() {
            return Map.copyOf(fastest);
        }

        @Override
        public void write(Map<String, String> notes) {
            fastest.clear();
            fastest.putAll(notes);
        }
    }

    @Test
    void choosesOnceForAModelsHeadsAndCache(Gpu gpu) {
        var settings = Settings.gpu(gpu.adapter(), CacheType.F32);
        var notes = new Memory(new HashMap<>());
        assertMatches(gpu, settings, notes);
        List<String> variants = settings.schedules().decodeVariants().stream()
                .map(Schedules::variant)
                .toList();
        String chosen = notes.fastest().get(SHAPE);
        assertTrue(variants.contains(chosen), "expected one of " + variants + ", not " + chosen);

        for (String variant : variants) {
            notes.fastest().put(SHAPE, variant);
            assertMatches(gpu, settings, notes);
            assertEquals(variant, notes.fastest().get(SHAPE));
        }
    }

    /** Loads, and decodes as transformers does. */
    private static void assertMatches(Gpu gpu, Settings settings, ScheduleNotes notes) {
        Golden golden = Golden.read("llama3");
        var device = new WebGpuDevice(gpu, new KernelLibrary(), settings, notes);
        var program = Architectures.of(golden.checkpoint().config()).record();
        var loaded = device.load(
                program, golden.checkpoint().weights(), new DeviceOptions(64, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());
        int token = run.feed(false, golden.inputIds()).get(0).token();
        for (int expected : golden.greedy()) {
            assertEquals(expected, token);
            token = run.feed(false, token).get(0).token();
        }
    }
}
