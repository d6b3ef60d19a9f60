package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.Collected;
import dev.samovar.engine.CpuDevice;
import dev.samovar.engine.Device;
import dev.samovar.engine.Engine;
import dev.samovar.engine.KernelTime;
import dev.samovar.engine.TestModel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine over the GPU: sequences that stop in the middle of steps in flight, others that take their places and pages,
 * and next turns on what they left, all with the interpreter's tokens.
 */
@ExtendWith(SoftwareGpu.class)
class EngineOnGpuTest {
    private static final TestModel MODEL = TestModel.LLAMA3;
    private static final int[] PROMPT = MODEL.golden().inputIds();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void rollsBackExactly(int stepsInFlight, Gpu gpu) {
        Settings defaults = Settings.of(gpu.adapter());
        var settings = new Settings(
                defaults.maxRows(), defaults.tileRows(), stepsInFlight, defaults.cache(), defaults.schedules());
        List<Collected> expected = conversations(new CpuDevice(64, 1));
        List<Collected> actual = conversations(new WebGpuDevice(gpu, new KernelLibrary(), settings));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).tokens, actual.get(i).tokens, "sequence " + i);
            assertEquals(expected.get(i).finish, actual.get(i).finish);
        }
        assertArrayEquals(MODEL.golden().greedy(), actual.get(0).toArray());
    }

    @Test
    void profilesItsKernelsAndGoesOn(Gpu gpu) {
        Engine engine = MODEL.load(new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter())), 1);
        List<KernelTime> kernels = engine.profile(17, 1);
        int dispatches = kernels.stream().mapToInt(KernelTime::dispatches).sum();
        assertTrue(dispatches > engine.loaded().dispatchesPerToken(), "the step's and its draw's: " + dispatches);
        kernels.forEach(kernel -> assertTrue(kernel.nanoseconds() > 0, kernel.kernel()));
        var sink = new Collected();
        engine.submit(TestModel.greedy(PROMPT, MODEL.golden().greedy().length, sink));
        TestModel.run(engine);
        assertArrayEquals(MODEL.golden().greedy(), sink.toArray());
    }

    /** Two at a time of five sequences and the next turn of each. */
    private static List<Collected> conversations(Device device) {
        Engine engine = MODEL.load(device, 2);
        List<Collected> sinks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int most = MODEL.golden().greedy().length - 2 * i;
            var sink = new Collected(tokens -> tokens.size() == most);
            sinks.add(sink);
            engine.submit(
                    i < 2
                            ? TestModel.greedy(PROMPT, 40, sink)
                            : TestModel.request(PROMPT, 40, TestModel.sampling(i), sink));
        }
        TestModel.run(engine);
        for (int i = 0; i < 5; i++) {
            int[] next = IntStream.concat(
                            IntStream.of(PROMPT), IntStream.of(sinks.get(i).toArray()))
                    .toArray();
            var sink = new Collected();
            sinks.add(sink);
            engine.submit(TestModel.request(next, 12, TestModel.sampling(9 + i), sink));
        }
        TestModel.run(engine);
        return sinks;
    }
}
