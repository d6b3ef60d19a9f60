package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionDecodeKernel;
import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.Gpu;
import dev.samovar.webgpu.device.AttentionRun.Way;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention of every schedule against the interpreter: odd sizes, several sequences, prefill and decode rows mixed. */
@ExtendWith(SoftwareGpu.class)
class AttentionTest {

    /** Prompts of two lengths; a decode row, a chunk over a page's end and nothing; decode rows deep in the context. */
    private static final int[][][] STEPS = {
        {{0, 37}, {0, 5}, {0, 70}},
        {{37, 1}, {5, 41}, {70, 0}},
        {{38, 1}, {46, 1}, {70, 130}},
        {{39, 1}, {47, 1}, {200, 1}}
    };

    private static final List<Way> WORKGROUPS = List.of(
            new Way(new AttentionSchedule.Workgroups(32, AttentionSplits.NONE), 3),
            new Way(new AttentionSchedule.Workgroups(70, new AttentionSplits(64, 64, 3)), 1));

    private static AttentionCase shape(int heads, int kvHeads, int headDim, int rotaryDim) {
        return given(AttentionShape.causal(heads, kvHeads, headDim), rotaryDim);
    }

    private static AttentionCase given(AttentionShape shape, int rotaryDim) {
        return new AttentionCase(shape, rotaryDim, 320, STEPS);
    }

    static Stream<AttentionCase> cases() {
        return Stream.of(
                shape(9, 3, 64, 64),
                shape(7, 1, 16, 8),
                shape(3, 1, 24, 16),
                shape(3, 3, 20, 6),
                shape(8, 1, 24, 0),
                shape(2, 1, 256, 256),
                given(new AttentionShape(4, 2, 32, 0.3f, 33, 0), 32),
                given(new AttentionShape(4, 2, 32, 2f, 1, 0), 32),
                given(new AttentionShape(5, 1, 36, 1.5f, 0, 3), 16));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void floatsMatchTheInterpreter(AttentionCase given, Gpu gpu) {
        check(given, gpu, CacheType.F32, WORKGROUPS, 2e-5f);
    }

    /** A few: kernels compile slowly on the software adapter. */
    static Stream<AttentionCase> casesOfHalves() {
        return Stream.of(shape(9, 3, 64, 64), shape(3, 3, 20, 6));
    }

    @ParameterizedTest
    @MethodSource("casesOfHalves")
    void halvesMatchToTheirPrecision(AttentionCase given, Gpu gpu) {
        check(given, gpu, CacheType.F16, WORKGROUPS, 4e-3f);
    }

    /** Keys off by a code of 7 bits move the weights too. */
    @ParameterizedTest
    @MethodSource("casesOfHalves")
    void bytesMatchToTheirPrecision(AttentionCase given, Gpu gpu) {
        check(given, gpu, CacheType.Q8, WORKGROUPS, 5e-2f);
    }

    /** Heads small enough for the software adapter's subgroups of 4. */
    static Stream<AttentionCase> casesOfSubgroups() {
        return Stream.of(
                shape(4, 1, 32, 32),
                shape(3, 1, 20, 6),
                given(new AttentionShape(4, 2, 24, 0.3f, 33, 0), 24),
                given(new AttentionShape(2, 2, 8, 1.5f, 0, 3), 8));
    }

    @ParameterizedTest
    @MethodSource("casesOfSubgroups")
    void decodingSubgroupsMatchTheInterpreter(AttentionCase given, Gpu gpu) {
        int team = team(gpu);
        int heads = AttentionDecodeKernel.headsAtOnce(
                given.shape().heads() / given.shape().kvHeads(), 2);
        var ways = List.of(
                decode(8 * team, 1, shares(given, 2), heads, team, new AttentionSplits(96, 32, 5)),
                decode(3 * team, heads, 1, heads, team, AttentionSplits.NONE),
                decode(5 * team, 1, shares(given, 3), 1, team, AttentionSplits.NONE));
        var manyChunks = new AttentionSchedule.Workgroup(team, heads, 16, 1, 1);
        var manySplits = new AttentionSchedule.Decode(manyChunks, manyChunks, team, new AttentionSplits(32, 32, 12));
        check(given, gpu, CacheType.F32, ways, 2e-5f);
        for (List<Way> each : List.of(ways, List.of(new Way(manySplits, 1)))) {
            check(given, gpu, CacheType.F16, each, 4e-3f);
            check(given, gpu, CacheType.Q8, each, 5e-2f);
        }
    }

    @ParameterizedTest
    @MethodSource("casesOfSubgroups")
    void prefillingSubgroupsMatchTheInterpreter(AttentionCase given, Gpu gpu) {
        int team = team(gpu);
        var ways = List.of(
                new Way(new AttentionSchedule.Prefill(4 * team, team), 8),
                new Way(new AttentionSchedule.Prefill(team, team), 5));
        check(given, gpu, CacheType.F32, ways, 2e-5f);
        check(given, gpu, CacheType.F16, ways, 4e-3f);
    }

    /** Heads small enough for the software adapter's workgroup memory; one of an odd number of tiles. */
    static Stream<AttentionCase> casesOfMatrices() {
        int[][][] steps = {{{0, 37}, {0, 70}}, {{37, 30}, {70, 1}}};
        return Stream.of(
                        AttentionShape.causal(3, 1, 16),
                        new AttentionShape(2, 2, 16, 4f, 33, 0),
                        new AttentionShape(2, 1, 48, 1.5f, 0, 3))
                .map(shape -> new AttentionCase(shape, 16, 96, steps));
    }

    @ParameterizedTest
    @MethodSource("casesOfMatrices")
    void emulatedMatricesMatchTheInterpreter(AttentionCase given, Gpu gpu) {
        var ways =
                List.of(new Way(new AttentionSchedule.Matrices(), 64), new Way(new AttentionSchedule.Matrices(), 20));
        new AttentionRun(gpu, given, CacheType.F16, new EmulatedMatrices()).check(ways, 8e-3f);
    }

    /** Chunks of a long prompt, over more pages than a tile has rows, then its decoding. */
    @Test
    void aLongPrompt(Gpu gpu) {
        int[][][] steps = {
            {{0, 512}}, {{512, 512}}, {{1024, 512}}, {{1536, 512}}, {{2048, 512}}, {{2560, 1}}, {{2561, 1}}
        };
        int team = team(gpu);
        var prefill = new Way(new AttentionSchedule.Prefill(4 * team, team), 8);
        var decode = decode(8 * team, 1, 1, 1, team, new AttentionSplits(1024, 512, 32));
        var given = new AttentionCase(AttentionShape.causal(3, 1, 16), 16, 2592, steps);
        new AttentionRun(gpu, given, CacheType.F16)
                .check(List.of(prefill, prefill, prefill, prefill, prefill, decode, decode), 4e-3f);
    }

    /** So many shares, where heads come in as many. */
    private static int shares(AttentionCase given, int shares) {
        return AttentionDecodeKernel.takes(shares, given.shape().headDim()) ? shares : 1;
    }

    /** One row at a time, shares only where a context is whole. */
    private static Way decode(
            int threads, int headsWhole, int shares, int headsSplit, int team, AttentionSplits splits) {
        var whole = new AttentionSchedule.Workgroup(threads, headsWhole, 8, shares, 1);
        var split = new AttentionSchedule.Workgroup(threads, headsSplit, 8, 1, 1);
        return new Way(new AttentionSchedule.Decode(whole, split, team, splits), 1);
    }

    private static int team(Gpu gpu) {
        return gpu.adapter().features().subgroupMinSize();
    }

    private static void check(AttentionCase given, Gpu gpu, CacheType type, List<Way> ways, float tolerance) {
        new AttentionRun(gpu, given, type).check(ways, tolerance);
    }
}
