package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AttentionCombineKernel;
import dev.samovar.kernels.AttentionDecodeKernel;
import dev.samovar.kernels.AttentionKernel;
import dev.samovar.kernels.AttentionMatrixKernel;
import dev.samovar.kernels.AttentionPrefillKernel;
import dev.samovar.kernels.AttentionSplits;
import dev.samovar.kernels.CacheType;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Op;
import dev.samovar.program.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attention over a cache that holds the step's keys and values already.
 *
 * @param turned queries, [row][head][chunks]
 */
record Attending(Lowering lowering, Op.Attention op, Area turned, Place y) {

    List<Launch> launches(AttentionSchedule schedule) {
        return switch (schedule) {
            case AttentionSchedule.Workgroups s -> workgroups(s);
            case AttentionSchedule.Decode s -> decode(s);
            case AttentionSchedule.Prefill s -> List.of(prefill(s));
            case AttentionSchedule.Matrices() -> List.of(matrices());
        };
    }

    private List<Launch> workgroups(AttentionSchedule.Workgroups schedule) {
        Area parts = parts(schedule.splits());
        Map<String, Double> overrides = overrides(schedule.threads());
        overrides.putAll(splits(schedule.splits()));
        var attend = new Launch(
                AttentionKernel.name(cache()),
                overrides,
                operands(List.of(Section.ROWS, Section.TILES, Section.PAGES), List.of(parts)),
                new Grid(
                        new Extent.PerTile(),
                        tileWorkgroups(AttentionKernel.QUERIES),
                        new Extent.PerSplit(schedule.splits(), shape().window())));
        return combined(attend, schedule.splits(), parts);
    }

    /** A short context is taken by a launch of its own, so that each can take the heads that suit it. */
    private List<Launch> decode(AttentionSchedule.Decode schedule) {
        AttentionSplits splits = schedule.splits();
        int window = shape().window();
        boolean combines = schedule.split().parts() == 1;
        Area parts = parts(combines ? splits : AttentionSplits.NONE);
        Extent most = combines ? new Extent.PerSplit(splits, window) : parts(schedule.split());
        if (schedule.whole().equals(schedule.split())) {
            Launch attend = decode(schedule, schedule.split(), most, parts);
            return combines ? combined(attend, splits, parts) : List.of(attend);
        }
        List<Launch> launches = new ArrayList<>();
        Extent whenWhole = new Extent.WhenWhole(splits, window, parts(schedule.whole()));
        launches.add(decode(schedule, schedule.whole(), whenWhole, parts));
        Launch attend = decode(schedule, schedule.split(), new Extent.WhenSplit(splits, window, most), parts);
        launches.addAll(combines ? combined(attend, splits, parts) : List.of(attend));
        return launches;
    }

    private static Extent parts(AttentionSchedule.Workgroup workgroup) {
        return new Extent.Fixed(workgroup.parts());
    }

    private Launch decode(
            AttentionSchedule.Decode schedule, AttentionSchedule.Workgroup workgroup, Extent x, Area parts) {
        Map<String, Double> overrides = overrides(workgroup.threads());
        boolean stay = workgroup.parts() > 1;
        overrides.putAll(splits(stay ? AttentionSplits.into(workgroup.parts()) : schedule.splits()));
        overrides.put("PARTS_STAY", stay ? 1.0 : 0.0);
        overrides.put("TEAM", (double) schedule.team());
        overrides.put("SHARES", (double) workgroup.shares());
        int workgroups = shape().heads() / workgroup.heads() * workgroup.shares();
        return new Launch(
                AttentionDecodeKernel.name(
                        cache(), workgroup.heads(), workgroup.chunks(), y.area().numbers()),
                overrides,
                operands(List.of(Section.ROWS, Section.PAGES), List.of(parts)),
                new Grid(x, new Extent.Fixed(workgroups), new Extent.PerRows(Rows.STEP, 1)));
    }

    private Launch prefill(AttentionSchedule.Prefill schedule) {
        int queries = schedule.threads() / schedule.team() * AttentionPrefillKernel.QUERIES;
        Map<String, Double> overrides = overrides(schedule.threads());
        overrides.put("TEAM", (double) schedule.team());
        return tiles(AttentionPrefillKernel.name(cache()), overrides, queries);
    }

    private Launch matrices() {
        return tiles(
                AttentionMatrixKernel.name(shape().headDim(), y.area().numbers()),
                overrides(),
                AttentionMatrixKernel.QUERIES);
    }

    private Launch tiles(String kernel, Map<String, Double> overrides, int queries) {
        return new Launch(
                kernel,
                overrides,
                operands(List.of(Section.ROWS, Section.TILES, Section.PAGES), List.of()),
                Grid.of(new Extent.PerTile(), tileWorkgroups(queries)));
    }

    private List<Launch> combined(Launch attend, AttentionSplits splits, Area parts) {
        if (splits.most() == 1) {
            return List.of(attend);
        }
        Map<String, Double> overrides = new HashMap<>(splits(splits));
        overrides.put("HEADS", (double) shape().heads());
        overrides.put("HEAD_DIM", (double) shape().headDim());
        overrides.put("WINDOW", (double) shape().window());
        overrides.put("Y_STRIDE", (double) y.area().stride());
        var combine = new Launch(
                AttentionCombineKernel.name(y.area().numbers()),
                overrides,
                List.of(
                        new Operand.StepSection(Section.ROWS),
                        new Operand.Activations(parts),
                        new Operand.Activations(y.area())),
                new Grid(
                        new Extent.WhenSplit(splits, shape().window(), Extent.covering(shape().headDim(), 128)),
                        new Extent.Fixed(shape().heads()),
                        new Extent.PerRows(Rows.STEP, 1)));
        return List.of(attend, combine);
    }

    private Area parts(AttentionSplits splits) {
        return lowering.packedArea(
                splits.most() == 1 ? 8 : shape().heads() * splits.most() * (shape().headDim() + 2), Rows.STEP);
    }

    /** Workgroups of this many queries that share a tile: a whole number for each key head. */
    private Extent tileWorkgroups(int queries) {
        int group = shape().heads() / shape().kvHeads();
        return new Extent.Fixed(
                shape().kvHeads() * Extent.ceilDiv(lowering.options().tileRows() * group, queries));
    }

    private Map<String, Double> overrides(int threads) {
        Map<String, Double> overrides = overrides();
        overrides.put("THREADS", (double) threads);
        return overrides;
    }

    private Map<String, Double> overrides() {
        Map<String, Double> overrides = new HashMap<>(AttentionLaunches.shape(shape()));
        overrides.put("SCALE", (double) shape().scale());
        overrides.put("SOFT_CAP", (double) shape().softCap());
        overrides.put("WINDOW", (double) shape().window());
        overrides.put("PAGES", (double) lowering.options().pagesPerSequence());
        overrides.put("Y_STRIDE", (double) y.area().stride());
        return overrides;
    }

    private static Map<String, Double> splits(AttentionSplits splits) {
        return Map.of(
                "UNSPLIT", (double) splits.whole(),
                "MIN_SPLIT", (double) splits.shortest(),
                "MAX_SPLITS", (double) splits.most());
    }

    private List<Operand> operands(List<Section> sections, List<Area> last) {
        List<Operand> operands = new ArrayList<>();
        sections.forEach(section -> operands.add(new Operand.StepSection(section)));
        operands.add(new Operand.Activations(turned));
        operands.add(new Operand.Keys(op.layer()));
        operands.add(new Operand.Values(op.layer()));
        operands.add(new Operand.Activations(y.area()));
        last.forEach(area -> operands.add(new Operand.Activations(area)));
        return operands;
    }

    private AttentionShape shape() {
        return op.shape();
    }

    private CacheType cache() {
        return lowering.options().cache();
    }
}
