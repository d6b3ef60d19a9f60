package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.engine.CpuDevice;
import dev.samovar.engine.Device;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.Step;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two sequences, each row fed the token drawn on the device before it: the same text however many steps are ahead. */
@ExtendWith(SoftwareGpu.class)
class StepsInFlightTest {
    private static final int STEPS = 24;
    private static final int[][] PROMPTS = {{1, 5, 9, 200, 31}, {1, 77, 3}};
    private static final List<SamplerSettings> SETTINGS = List.of(
            new SamplerSettings(0, 0, 1, 0, 1.4f, 0.2f, 0.1f, Map.of(), 0),
            new SamplerSettings(0.9f, 30, 0.95f, 0, 1, 0.5f, 0, Map.of(11, 3f), 1234));

    @Test
    void theTextIsThatOfTheInterpreter(Gpu gpu) {
        Golden golden = Golden.read("llama2");
        List<List<Integer>> expected = run(new CpuDevice(16, 8), golden, 8);
        for (int depth : new int[] {1, 2, 4, 8}) {
            var device = new WebGpuDevice(gpu, new KernelLibrary(), Settings.of(gpu.adapter()));
            assertEquals(expected, run(device, golden, depth), "steps in flight: " + depth);
        }
        var likeGpus = new WebGpuDevice(gpu, new KernelLibrary(), Settings.gpu(gpu.adapter(), CacheType.F32));
        assertEquals(expected, run(likeGpus, golden, 4), "with the schedules of GPUs");
    }

    private static List<List<Integer>> run(Device device, Golden golden, int depth) {
        var program = Architectures.of(golden.checkpoint().config()).record();
        device.load(program, golden.checkpoint().weights(), new DeviceOptions(64, 2), (done, total, stage) -> {});
        List<List<Integer>> texts = List.of(new ArrayList<>(), new ArrayList<>());
        int outstanding = 0;
        for (int step = 0; step < STEPS; step++) {
            device.submit(step == 0 ? prefill() : decode(step));
            if (++outstanding == depth) {
                outstanding -= collect(device, texts);
            }
        }
        while (outstanding > 0) {
            outstanding -= collect(device, texts);
        }
        return texts;
    }

    private static int collect(Device device, List<List<Integer>> texts) {
        var results = device.arrived();
        for (var result : results) {
            for (int s = 0; s < texts.size(); s++) {
                texts.get(s).add(result.drawn().get(s).token());
            }
        }
        return results.size();
    }

    private static Step prefill() {
        int first = PROMPTS[0].length;
        int rows = first + PROMPTS[1].length;
        return step(
                IntStream.concat(IntStream.of(PROMPTS[0]), IntStream.of(PROMPTS[1]))
                        .toArray(),
                IntStream.range(0, rows).map(t -> t < first ? t : t - first).toArray(),
                IntStream.range(0, rows).map(t -> t < first ? 0 : 1).toArray(),
                new int[] {first - 1, rows - 1});
    }

    private static Step decode(int step) {
        return step(
                new int[] {Batch.FROM_DEVICE, Batch.FROM_DEVICE},
                new int[] {PROMPTS[0].length + step - 1, PROMPTS[1].length + step - 1},
                new int[] {0, 1},
                new int[] {0, 1});
    }

    private static Step step(int[] tokens, int[] positions, int[] sequences, int[] logitRows) {
        List<Step.Draw> draws = IntStream.range(0, 2)
                .mapToObj(s -> new Step.Draw(
                        SETTINGS.get(s), PROMPTS[s].length, new int[0], s == 0 ? LogProbabilities.OFF : 3, false))
                .toList();
        return new Step(
                new Batch(tokens, positions, sequences, List.of(new int[] {3, 0}, new int[] {1, 2}), logitRows), draws);
    }
}
