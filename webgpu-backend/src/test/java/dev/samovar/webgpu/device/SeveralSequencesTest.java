package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.Collected;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.Engine;
import dev.samovar.engine.KernelTime;
import dev.samovar.engine.Step;
import dev.samovar.engine.TestModel;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.program.Batch;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sequences that decode together, by the schedules of GPUs. */
@ExtendWith(SoftwareGpu.class)
class SeveralSequencesTest {
    private static final TestModel MODEL = TestModel.LLAMA3;
    private static final int SEQUENCES = 4;

    /** Prompts and answers of different lengths: sequences come and go while others decode, some drawing by chance. */
    @Test
    void eachHasTheTextItHasAlone(Gpu gpu) {
        int requests = 2 * SEQUENCES;
        List<Collected> alone = new ArrayList<>();
        Engine single = MODEL.load(device(gpu), 1);
        for (int i = 0; i < requests; i++) {
            alone.add(submit(single, i));
            TestModel.run(single);
        }
        Engine several = MODEL.load(device(gpu), SEQUENCES);
        List<Collected> together =
                IntStream.range(0, requests).mapToObj(i -> submit(several, i)).toList();
        TestModel.run(several);
        for (int i = 0; i < requests; i++) {
            assertEquals(alone.get(i).tokens, together.get(i).tokens, "sequence " + i);
            assertEquals(alone.get(i).finish, together.get(i).finish);
        }
    }

    /** As many kernels as for one, over as many rows; a prompt's rows are not taken for decode. */
    @Test
    void aRowOfEachIsDecode(Gpu gpu) {
        WebGpuDevice device = device(gpu);
        device.load(
                MODEL.program(),
                MODEL.golden().checkpoint().weights(),
                new DeviceOptions(64, SEQUENCES),
                (done, total, stage) -> {});
        List<KernelTime> one = device.profile(step(new int[] {0}));
        List<KernelTime> three = device.profile(step(new int[] {2, 0, 1}));
        List<KernelTime> prompt = device.profile(step(new int[] {0, 0, 0}));
        assertEquals(dispatches(one), dispatches(three));
        assertEquals(names(one), names(three));
        assertTrue(three.stream().anyMatch(k -> k.kernel().startsWith("matrix-vector.") && k.grid()[1] == 3));
        assertTrue(names(three).stream().noneMatch(name -> name.startsWith("attention.prefill")));
        assertTrue(names(prompt).stream().anyMatch(name -> name.startsWith("attention.prefill")));
        assertFalse(names(prompt).containsAll(names(one)));
    }

    private static WebGpuDevice device(Gpu gpu) {
        return new WebGpuDevice(gpu, new KernelLibrary(), Settings.gpu(gpu.adapter(), CacheType.F32));
    }

    private static Collected submit(Engine engine, int i) {
        int[] prompt = Arrays.copyOf(MODEL.golden().inputIds(), MODEL.golden().inputIds().length - 3 * (i % 5));
        var sink = new Collected();
        engine.submit(TestModel.request(
                prompt, 8 + 3 * i, i % 2 == 0 ? SamplerSettings.greedy() : TestModel.sampling(i), sink));
        return sink;
    }

    /** A row for each of these sequences, at its next position. */
    private static Step step(int[] sequences) {
        int rows = sequences.length;
        int[] positions = new int[rows];
        for (int t = 1; t < rows; t++) {
            positions[t] = sequences[t] == sequences[t - 1] ? positions[t - 1] + 1 : 0;
        }
        List<int[]> pages =
                IntStream.range(0, SEQUENCES).mapToObj(s -> new int[] {s}).toList();
        var batch = new Batch(
                new int[rows],
                positions,
                sequences,
                pages,
                IntStream.range(0, rows).toArray());
        var draw = new Step.Draw(SamplerSettings.greedy(), 0, new int[0], LogProbabilities.OFF, false);
        return new Step(batch, Collections.nCopies(rows, draw));
    }

    private static int dispatches(List<KernelTime> kernels) {
        return kernels.stream().mapToInt(KernelTime::dispatches).sum();
    }

    private static List<String> names(List<KernelTime> kernels) {
        return kernels.stream().map(KernelTime::kernel).distinct().sorted().toList();
    }
}
