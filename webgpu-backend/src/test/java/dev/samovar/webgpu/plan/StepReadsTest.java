package dev.samovar.webgpu.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.bench.BenchShape;
import dev.samovar.bench.RandomWeights;
import dev.samovar.kernels.CacheType;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.GpuSchedules;
import dev.samovar.webgpu.device.SoftwareSchedules;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Schedules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepReadsTest {
    /**
     * Every matrix once, and of the embedding, which is also the head, one row more. A weight is four and a half bits: a
     * code of four and, shared by 32, a scale of sixteen.
     */
    @Test
    void aTokenReadsEveryWeightOnce() {
        long hidden = 1536;
        long layer = hidden * (hidden + 2 * 256) + hidden * hidden + 3 * hidden * 8960;
        long vocabulary = 151936;
        long weights = 28 * layer + vocabulary * hidden + hidden;
        assertEquals(weights * 9 / 16, weights(BenchShape.QWEN2_1_5B, new SoftwareSchedules(true)));
        assertEquals(
                weights * 9 / 16, weights(BenchShape.QWEN2_1_5B, gpu())); // long contexts have launches of their own
    }

    @Test
    void theCacheIsReadByHeadsAndWindows() {
        long heads = 32L * 2 * 8 * 128;
        assertEquals(Map.of(4096, heads * 2), StepReads.cache(program(BenchShape.MISTRAL_7B), CacheType.F16));
        long all = 28L * 2 * 2 * 128;
        assertEquals(Map.of(0, all * 4), StepReads.cache(program(BenchShape.QWEN2_1_5B), CacheType.F32));
    }

    private static Schedules gpu() {
        var features = new Adapter.Features(true, true, 32, 32, true, false, true);
        var limits = new Adapter.Limits(1L << 30, 1L << 30, 10, 32768, 1024, 1024, 65535);
        return new GpuSchedules(new Adapter("", "", "", "", features, limits));
    }

    private static long weights(BenchShape shape, Schedules schedules) {
        Program program = program(shape);
        var options = new LoweringOptions(1, 1, 1, 1L << 31, CacheType.F32, schedules);
        var lowering = new Lowering(RandomWeights.of(shape.modelName(), program), options);
        return StepReads.weights(List.copyOf(lowering.lower(program)), 1);
    }

    private static Program program(BenchShape shape) {
        return Architectures.of(shape.config()).record();
    }
}
