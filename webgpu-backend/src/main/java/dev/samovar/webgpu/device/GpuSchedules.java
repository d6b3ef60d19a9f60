package dev.samovar.webgpu.device;

import dev.samovar.kernels.AttentionDecodeKernel;
import dev.samovar.kernels.AttentionKernel;
import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.AttentionPrefillKernel;
import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.MatrixBlocksKernel.Block;
import dev.samovar.kernels.MatrixSubgroupKernel;
import dev.samovar.kernels.MatrixTilesKernel;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.AttentionSchedule;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import dev.samovar.webgpu.lowering.Schedules;
import dev.samovar.webgpu.lowering.WeightMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * For GPUs: many threads share a row in decode, subgroup matrices multiply in prefill. The choices by shape are those
 * measured best on an NVIDIA H100; elsewhere they are sound starting points.
 */
public final class GpuSchedules implements Schedules {
    /** Subgroups larger than this would not fill the narrowest workgroup. */
    private static final int LARGEST_SUBGROUP = 32;

    private static final int FEW_TOKENS = 4;

    /** Storage buffers of a projection that normalises and appends. */
    private static final int APPENDING_BUFFERS = 9;

    /** With subgroups: one workgroup takes a context until a second dispatch, to combine, costs less than its rounds. */
    private static final AttentionSplits LONG_SPLITS = new AttentionSplits(1024, 512, 32);

    private static final AttentionSplits SPLITS = new AttentionSplits(256, 256, 32);

    /** What proved best for one shape or another of many rows. */
    private static final List<MatrixSchedule.Vector> WIDE_VECTORS = List.of(
            new MatrixSchedule.Vector(32, 4, 2),
            new MatrixSchedule.Vector(32, 4, 4),
            new MatrixSchedule.Vector(32, 2, 4),
            new MatrixSchedule.Vector(32, 1, 4),
            new MatrixSchedule.Vector(32, 1, 8),
            new MatrixSchedule.Vector(64, 1, 4),
            new MatrixSchedule.Vector(64, 2, 2));

    /** And of few. */
    private static final List<MatrixSchedule.Vector> NARROW_VECTORS = List.of(
            new MatrixSchedule.Vector(64, 1, 4),
            new MatrixSchedule.Vector(128, 1, 1),
            new MatrixSchedule.Vector(128, 1, 2),
            new MatrixSchedule.Vector(128, 1, 4),
            new MatrixSchedule.Vector(256, 1, 1),
            new MatrixSchedule.Vector(256, 1, 2),
            new MatrixSchedule.Vector(256, 1, 4),
            new MatrixSchedule.Vector(512, 1, 1));

    private static final int WIDE = 9728; // rows
    private static final int NARROW = 8192; // rows; matrices between few and many try what suits either
    private static final int FEW = 3072; // rows

    private static final List<MatrixSchedule> SINGLE_TOKEN_BLOCKS = List.of(
            new MatrixSchedule.Blocks(Block.SINGLE, 64),
            new MatrixSchedule.Blocks(Block.SINGLE, 32),
            new MatrixSchedule.Blocks(Block.TALL, 32));

    private static final List<MatrixSchedule> BLOCKS = List.of(
            new MatrixSchedule.Blocks(Block.WIDE, 64),
            new MatrixSchedule.Blocks(Block.WIDE, 128),
            new MatrixSchedule.Blocks(Block.WIDER, 64));

    private static final int TEAMS_OF_LONG_CONTEXTS = 16;

    private final Adapter adapter;
    private final ShortContexts shortContexts;

    public GpuSchedules(Adapter adapter) {
        this(adapter, ShortContexts.CANDIDATES.get(0));
    }

    private GpuSchedules(Adapter adapter, ShortContexts shortContexts) {
        this.adapter = adapter;
        this.shortContexts = shortContexts;
    }

    @Override
    public List<Schedules> decodeVariants() {
        if (!hasTeams()) {
            return List.of(this);
        }
        return ShortContexts.CANDIDATES.stream()
                .<Schedules>map(candidate -> new GpuSchedules(adapter, candidate))
                .toList();
    }

    @Override
    public String variant() {
        return shortContexts.teams() + " subgroups, " + shortContexts.shares() + " shares";
    }

    @Override
    public MatrixSchedule matrix(WeightMatrix matrix, int tokens) {
        return candidates(matrix, tokens).get(0);
    }

    @Override
    public List<MatrixSchedule> candidates(WeightMatrix matrix, int tokens) {
        var tiles = matrix.tiles();
        if (tokens <= FEW_TOKENS) {
            return hasSubgroups() ? vectors(tiles.rows(), tiles.slices(), numbers(tokens)) : SINGLE_TOKEN_BLOCKS;
        }
        if (matrix.layout() == GpuLayout.F32) {
            return BLOCKS;
        }
        return hasSubgroupMatrices() ? matrices(tiles.rows(), tokens) : tiles(tiles.rows(), tokens);
    }

    /** Those that the adapter has memory and threads for; the large one first where there are many of it. */
    private List<MatrixSchedule> tiles(int rows, int tokens) {
        var limits = adapter.limits();
        List<MatrixSchedule> schedules = new ArrayList<>();
        for (MatrixTilesKernel.Block block : MatrixTilesKernel.Block.values()) {
            if (block.memory() <= limits.maxComputeWorkgroupStorageSize()
                    && block.threads() <= limits.maxComputeInvocationsPerWorkgroup()) {
                schedules.add(new MatrixSchedule.Tiles(block, tokens));
            }
        }
        if (!isMany(MatrixTilesKernel.Block.LARGE.tokens(), MatrixTilesKernel.Block.LARGE.rows(), rows, tokens)) {
            Collections.reverse(schedules);
        }
        schedules.addAll(BLOCKS);
        return schedules;
    }

    /** For floats also one without subgroups, which some drivers run badly. */
    private List<MatrixSchedule> vectors(int rows, int slices, Numbers numbers) {
        List<MatrixSchedule.Vector> vectors = new ArrayList<>(List.of(vector(rows, slices)));
        if (rows >= FEW) {
            vectors.addAll(WIDE_VECTORS);
        }
        if (rows < NARROW) {
            vectors.addAll(NARROW_VECTORS);
        }
        List<MatrixSchedule> schedules = new ArrayList<>();
        for (MatrixSchedule.Vector vector : vectors) {
            int threads = vector.columnThreads() * vector.rowTiles();
            MatrixSchedule fitted = vector.alone(isSubgroup(vector.columnThreads()));
            if (threads <= adapter.limits().maxComputeInvocationsPerWorkgroup() && !schedules.contains(fitted)) {
                schedules.add(fitted);
            }
        }
        if (numbers == Numbers.FLOATS) {
            schedules.add(new MatrixSchedule.Blocks(Block.SINGLE, 64));
        }
        return schedules;
    }

    /** Whether so many threads are exactly one subgroup. */
    private boolean isSubgroup(int threads) {
        var features = adapter.features();
        return features.subgroupMinSize() == threads && features.subgroupMaxSize() == threads;
    }

    private List<MatrixSchedule> matrices(int rows, int tokens) {
        return Stream.concat(Stream.of(block(rows, tokens)), Arrays.stream(MatrixSubgroupKernel.Block.values()))
                .filter(block -> block.memory() <= adapter.limits().maxComputeWorkgroupStorageSize())
                .distinct()
                .<MatrixSchedule>map(block -> new MatrixSchedule.SubgroupMatrices(block, tokens))
                .toList();
    }

    /** Wide matrices fill the GPU with tiles; narrow ones need many threads a tile. */
    private static MatrixSchedule.Vector vector(int rows, int slices) {
        if (rows >= WIDE) {
            return new MatrixSchedule.Vector(32, 4, 2);
        }
        if (slices >= 608) {
            return new MatrixSchedule.Vector(256, 1, 2);
        }
        return new MatrixSchedule.Vector(128, 1, slices <= 128 ? 1 : slices <= 256 ? 2 : 4);
    }

    private static MatrixSubgroupKernel.Block block(int rows, int tokens) {
        var large = MatrixSubgroupKernel.Block.LARGE;
        return isMany(large.tokens(), large.rows(), rows, tokens) ? large : MatrixSubgroupKernel.Block.SMALL;
    }

    /** Whether blocks of this size are enough for every core of a large GPU. */
    private static boolean isMany(int blockTokens, int blockRows, int rows, int tokens) {
        return (rows + blockRows - 1) / blockRows * ((tokens + blockTokens - 1) / blockTokens) >= 128;
    }

    @Override
    public int decodeRows() {
        return FEW_TOKENS;
    }

    /** Where a kernel can see all that it then writes. */
    @Override
    public boolean pairsRows() {
        return hasSubgroups() && adapter.limits().maxStorageBuffersPerShaderStage() >= APPENDING_BUFFERS;
    }

    /** Where there is half-float arithmetic, in the kernels that use it. */
    @Override
    public Numbers numbers(int tokens) {
        boolean halves =
                tokens <= FEW_TOKENS ? hasSubgroups() && adapter.features().shaderF16() : hasSubgroupMatrices();
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
        return hasSubgroupMatrices() ? AttentionMatrixKernel.QUERIES : 8;
    }

    @Override
    public AttentionSchedule attention(AttentionShape shape, CacheType cache, int tokens) {
        int width = shape.headDim();
        if (tokens > FEW_TOKENS && AttentionMatrixKernel.takes(cache, width) && hasMatricesToAttend(width)) {
            return new AttentionSchedule.Matrices();
        }
        int team = adapter.features().subgroupMinSize();
        if (!hasTeams() || CacheType.chunks(width) > team) {
            int threads = threads(128, n -> AttentionKernel.memory(n, width));
            return new AttentionSchedule.Workgroups(threads, tokens == 1 ? SPLITS : AttentionSplits.NONE);
        }
        if (tokens > FEW_TOKENS) {
            int threads = threads(4 * team, n -> AttentionPrefillKernel.memory(n, team, width));
            return new AttentionSchedule.Prefill(threads, team);
        }
        int heads = AttentionDecodeKernel.headsAtOnce(shape.heads() / shape.kvHeads(), 2);
        return new AttentionSchedule.Decode(
                workgroup(shortContexts.teams(), 1, shortContexts.shares(), team, width),
                workgroup(TEAMS_OF_LONG_CONTEXTS, heads, 1, team, width),
                team,
                LONG_SPLITS);
    }

    /** As many subgroups as a workgroup of the adapter can have, with the memory they take. */
    private AttentionSchedule.Workgroup workgroup(int teams, int heads, int shares, int team, int headDim) {
        int own = AttentionDecodeKernel.takes(shares, headDim) ? shares : 1;
        var limits = adapter.limits();
        int fitting = Math.min(teams, limits.maxComputeInvocationsPerWorkgroup() / team);
        while (AttentionDecodeKernel.memory(fitting * team, team, heads, own, headDim)
                > limits.maxComputeWorkgroupStorageSize()) {
            fitting--;
        }
        return new AttentionSchedule.Workgroup(fitting * team, heads, own);
    }

    /** As many threads as a workgroup of the adapter can have, with the memory they take. */
    private int threads(int most, IntUnaryOperator memory) {
        var limits = adapter.limits();
        int threads = Math.min(most, limits.maxComputeInvocationsPerWorkgroup());
        while (memory.applyAsInt(threads) > limits.maxComputeWorkgroupStorageSize()) {
            threads /= 2;
        }
        return threads;
    }

    private boolean hasSubgroups() {
        var features = adapter.features();
        return features.subgroups() && features.subgroupMaxSize() <= LARGEST_SUBGROUP;
    }

    /** Whether subgroups are of one size, so that a kernel's threads know who is in theirs. */
    private boolean hasTeams() {
        var features = adapter.features();
        return hasSubgroups() && features.subgroupMinSize() == features.subgroupMaxSize();
    }

    /** The kernels are written for subgroups of 32. */
    private boolean hasSubgroupMatrices() {
        var features = adapter.features();
        return features.subgroupMatrix()
                && features.shaderF16()
                && features.subgroupMinSize() == 32
                && features.subgroupMaxSize() == 32
                && adapter.limits().maxComputeWorkgroupStorageSize() >= MatrixSubgroupKernel.Block.LARGE.memory();
    }

    private boolean hasMatricesToAttend(int headDim) {
        var limits = adapter.limits();
        return hasSubgroupMatrices()
                && limits.maxComputeInvocationsPerWorkgroup() >= AttentionMatrixKernel.WORKGROUP
                && limits.maxComputeWorkgroupStorageSize() >= AttentionMatrixKernel.memory(headDim);
    }
}
