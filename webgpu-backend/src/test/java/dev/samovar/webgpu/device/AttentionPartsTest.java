package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionDecodeKernel;
import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.program.AttentionShape;
import dev.samovar.quant.F16;
import dev.samovar.quant.Q4_0;
import dev.samovar.quant.WeightFormat;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.device.AttentionRun.Way;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.AttentionSchedule.Workgroup;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention whose splits leave their parts to the projection after it, against the interpreter. */
@ExtendWith(SoftwareGpu.class)
class AttentionPartsTest {
    /** Fewer positions than parts have pages, sequences that differ in length, short and long contexts. */
    private static final int[][][] STEPS = {
        {{0, 1}, {0, 1}},
        {{1, 70}, {1, 40}},
        {{71, 1}, {41, 1}},
        {{72, 130}, {42, 90}},
        {{202, 1}, {132, 1}},
        {{203, 1}, {133, 1}},
        {{204, 1}, {134, 1}},
        {{205, 1}, {135, 1}}
    };

    static Stream<Arguments> cases() {
        return Stream.of(
                        AttentionShape.causal(8, 4, 8),
                        new AttentionShape(8, 4, 24, 0.3f, 77, 0),
                        new AttentionShape(5, 1, 32, 1.5f, 0, 3))
                .flatMap(shape -> Stream.of(new F16(), new Q4_0()).map(format -> Arguments.of(shape, format)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void projectionsAddUpParts(AttentionShape shape, WeightFormat format, Gpu gpu) {
        check(shape, format, gpu, CacheType.F32, false, 2e-3f);
    }

    /** By two, four and eight parts, for short contexts and long ones, beside whole ones and combined ones. */
    static void check(
            AttentionShape shape,
            WeightFormat format,
            Gpu gpu,
            CacheType cache,
            boolean halfProducts,
            float tolerance) {
        int team = gpu.adapter().features().subgroupMinSize();
        int heads = AttentionDecodeKernel.headsAtOnce(shape.heads() / shape.kvHeads(), 2);
        var given = new AttentionCase(shape, 8, 320, STEPS);
        var run = new AttentionRun(gpu, given, cache, new KernelLibrary(), given.projected(30), format);
        var four = new Workgroup(3 * team, 1, 8, 1, 4);
        var two = new Workgroup(2 * team, heads, 8, 1, 2);
        var eight = new Workgroup(2 * team, heads, 8, 1, 8);
        var whole = new Workgroup(5 * team, 1, 8, 1, 1);
        var schedules = Stream.of(
                schedule(four, four, team),
                schedule(two, eight, team),
                schedule(eight, two, team),
                schedule(four, whole, team),
                schedule(whole, eight, team));
        run.check(schedules.map(schedule -> new Way(schedule, 1, halfProducts)).toList(), tolerance);
    }

    /** Contexts from 128 positions on are long. */
    private static AttentionSchedule schedule(Workgroup ofShort, Workgroup ofLong, int team) {
        return new AttentionSchedule.Decode(ofShort, ofLong, team, new AttentionSplits(128, 64, 5));
    }
}
