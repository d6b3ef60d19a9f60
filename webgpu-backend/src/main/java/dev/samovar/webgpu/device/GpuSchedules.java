package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionDecodeKernel;
import dev.samovar.kernels.AttentionKernel;
import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.AttentionPrefillKernel;
import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.ContextLength;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.List;

/**
 * For GPUs: many threads share a row in decode, subgroup matrices multiply in prefill. The choices by shape are those
 * measured best on an NVIDIA H100; elsewhere they are sound starting points.
 */
public final class GpuSchedules implements Schedules {
    private static final int FEW_TOKENS = 4;

    /** With subgroups: one workgroup takes a context until a second dispatch, to combine, costs less than its rounds. */
    private static final AttentionSplits LONG_SPLITS = new AttentionSplits(ContextLength.MOST_OF_SHORT, 256, 32);

    private static final AttentionSplits SPLITS = new AttentionSplits(256, 256, 32);

    private final GpuAbilities abilities;
    private final DecodeAttention shortContexts;
    private final DecodeAttention longContexts;

    public GpuSchedules(Adapter adapter) {
        this(
                new GpuAbilities(adapter.features(), adapter.limits()),
                DecodeAttention.SHORT.get(0),
                DecodeAttention.LONG.get(0));
    }

    private GpuSchedules(GpuAbilities abilities, DecodeAttention shortContexts, DecodeAttention longContexts) {
        this.abilities = abilities;
        this.shortContexts = shortContexts;
        this.longContexts = longContexts;
    }

    @Override
    public List<Schedules> decodeVariants(ContextLength length) {
        if (!abilities.teams()) {
            return List.of(this);
        }
        return switch (length) {
            case SHORT ->
                DecodeAttention.SHORT.stream()
                        .<Schedules>map(candidate -> new GpuSchedules(abilities, candidate, longContexts))
                        .toList();
            case LONG ->
                DecodeAttention.LONG.stream()
                        .<Schedules>map(candidate -> new GpuSchedules(abilities, shortContexts, candidate))
                        .toList();
        };
    }

    @Override
    public String variant(ContextLength length) {
        return switch (length) {
            case SHORT -> shortContexts.name();
            case LONG -> longContexts.name();
        };
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return candidates(matrix, tokens).get(0);
    }

    @Override
    public List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        return tokens <= FEW_TOKENS
                ? new VectorCandidates(abilities).of(matrix.tiles(), numbers(tokens))
                : new BlockCandidates(abilities).of(matrix.layout(), matrix.rows(), tokens);
    }

    @Override
    public int decodeRows() {
        return FEW_TOKENS;
    }

    @Override
    public boolean pairsRows() {
        return abilities.appending();
    }

    /** Half as many bytes to read; in prefill only subgroup matrices take them. */
    @Override
    public Numbers numbers(int tokens) {
        boolean halves = tokens <= FEW_TOKENS ? abilities.subgroups() : abilities.subgroupMatrices();
        return halves ? Numbers.HALVES : Numbers.FLOATS;
    }

    /** A launch costs more than the few multiplications, which wait for the weights anyway. */
    @Override
    public boolean fusesNorms(int tokens) {
        return tokens <= FEW_TOKENS;
    }

    @Override
    public int normThreads() {
        return 256;
    }

    @Override
    public int drawThreads() {
        return 64;
    }

    /** Rows of one sequence that attention takes together: matrices are taller than what a few threads share. */
    int tileRows() {
        return abilities.subgroupMatrices() ? AttentionMatrixKernel.QUERIES : 8;
    }

    @Override
    public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens, boolean inParts) {
        int width = shape.headDim();
        if (tokens > FEW_TOKENS && AttentionMatrixKernel.takes(cache, width) && abilities.matricesToAttend(width)) {
            return new AttentionSchedule.Matrices();
        }
        int team = abilities.team();
        if (!abilities.teams() || CacheType.chunks(width) > team) {
            int threads = abilities.threads(128, n -> AttentionKernel.memory(n, width));
            return new AttentionSchedule.Workgroups(threads, tokens == 1 ? SPLITS : AttentionSplits.NONE);
        }
        if (tokens > FEW_TOKENS) {
            int threads = abilities.threads(4 * team, n -> AttentionPrefillKernel.memory(n, team, width));
            return new AttentionSchedule.Prefill(threads, team);
        }
        return new AttentionSchedule.Decode(
                workgroup(shortContexts.orWhole(inParts, DecodeAttention.SHORT), shape, cache),
                workgroup(longContexts.orWhole(inParts, DecodeAttention.LONG), shape, cache),
                team,
                LONG_SPLITS);
    }

    /** With as many of the subgroups as a workgroup may have, with the memory they take. */
    private AttentionSchedule.Workgroup workgroup(DecodeAttention wanted, AttentionShape shape, CacheType cache) {
        int team = abilities.team();
        int headDim = shape.headDim();
        int heads = AttentionDecodeKernel.headsAtOnce(shape.heads() / shape.kvHeads(), wanted.heads());
        int shares = AttentionDecodeKernel.takes(wanted.shares(), headDim) ? wanted.shares() : 1;
        int teams = wanted.teams();
        while (!abilities.fits(
                teams * team, AttentionDecodeKernel.memory(teams * team, team, heads, shares, headDim))) {
            teams--;
        }
        int chunks = wanted.manyChunks() ? AttentionDecodeKernel.chunksAtOnce(cache, headDim) : 8;
        return new AttentionSchedule.Workgroup(teams * team, heads, chunks, shares, wanted.parts());
    }
}
