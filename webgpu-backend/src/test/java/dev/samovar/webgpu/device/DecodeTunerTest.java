package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.DeviceOptions;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.lowering.ContextLength;
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
    private static final String SHAPE = "decode 4/2x16 cache F32 at ";

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
        assertMatches(gpu, settings, notes, 64);
        List<String> variants = variants(settings, ContextLength.SHORT);
        String chosen = notes.fastest().get(SHAPE + 64);
        assertTrue(variants.contains(chosen), "expected one of " + variants + ", not " + chosen);
        assertEquals(List.of(SHAPE + 64), shapes(notes));

        for (String variant : variants) {
            notes.fastest().put(SHAPE + 64, variant);
            assertMatches(gpu, settings, notes, 64);
            assertEquals(variant, notes.fastest().get(SHAPE + 64));
        }
    }

    /** Where sequences can be long; what was chosen for short ones stays. */
    @Test
    void choosesForLongContextsToo(Gpu gpu) {
        var settings = Settings.gpu(gpu.adapter(), CacheType.F32);
        var notes = new Memory(new HashMap<>());
        String ofShort = variants(settings, ContextLength.SHORT).get(1);
        notes.fastest().put(SHAPE + 576, ofShort);
        assertMatches(gpu, settings, notes, 1056);
        List<String> variants = variants(settings, ContextLength.LONG);
        String chosen = notes.fastest().get(SHAPE + 1056);
        assertTrue(variants.contains(chosen), "expected one of " + variants + ", not " + chosen);
        assertEquals(ofShort, notes.fastest().get(SHAPE + 576));
        assertEquals(List.of(SHAPE + 1056, SHAPE + 576), shapes(notes));
    }

    private static List<String> shapes(Memory notes) {
        return notes.fastest().keySet().stream()
                .filter(name -> name.startsWith(SHAPE))
                .sorted()
                .toList();
    }

    private static List<String> variants(Settings settings, ContextLength length) {
        return settings.schedules().decodeVariants(length).stream()
                .map(variant -> variant.variant(length))
                .toList();
    }

    /** Loads, and decodes as transformers does. */
    private static void assertMatches(Gpu gpu, Settings settings, ScheduleNotes notes, int context) {
        Golden golden = Golden.read("llama3");
        var device = new WebGpuDevice(gpu, new KernelLibrary(), settings, notes);
        var program = Architectures.of(golden.checkpoint().config()).record();
        var loaded = device.load(
                program, golden.checkpoint().weights(), new DeviceOptions(context, 1), (done, total, stage) -> {});
        var run = new DeviceRun(device, loaded.pages());
        int token = run.feed(false, golden.inputIds()).get(0).token();
        for (int expected : golden.greedy()) {
            assertEquals(expected, token);
            token = run.feed(false, token).get(0).token();
        }
    }
}
