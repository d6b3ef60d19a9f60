package dev.samovar.webgpu.plan;

import dev.samovar.kernels.KernelSource;
import dev.samovar.program.Program;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.Slabs;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Grid;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Lowering;
import dev.samovar.webgpu.lowering.LoweringOptions;
import dev.samovar.webgpu.lowering.Stage;
import dev.samovar.webgpu.lowering.StepSize;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a program becomes for steps of some size, without a GPU: for people and tests. */
public final class Outline {
    private final Program program;
    private final List<Stage> stages;
    private final StepSize size;
    private final Area logits;
    private final AreaPlaces places;

    /**
     * One stage as it recurs, layer for layer.
     *
     * @param rule what made it
     * @param operations names of what it means
     * @param launches kernels with their workgroups
     * @param weightBytes of matrices that one such stage reads
     */
    public record Line(String rule, List<String> operations, List<String> launches, long weightBytes) {}

    /**
     * @param options for steps of as many rows as they name, one of them a logit row
     * @param limits of the GPU
     */
    public Outline(
            Program program, Weights weights, LoweringOptions options, KernelSource kernels, Adapter.Limits limits) {
        this.program = program;
        var lowering = new Lowering(weights, options);
        stages = lowering.lower(program);
        logits = lowering.place(program.logits()).area();
        int tiles = (options.rows() + options.tileRows() - 1) / options.tileRows();
        size = new StepSize(options.rows(), 1, tiles, 1);
        List<AreaUse> uses = launches().stream()
                .map(launch ->
                        AreaUse.of(launch, kernels.kernel(launch.kernel()).bindings()))
                .toList();
        places = AreaPlaces.of(uses, Set.of(logits), this::bytes, Slabs.most(limits));
    }

    /** Each kind of stage with how often it comes, in order of first coming. */
    public Map<Line, Integer> lines() {
        Map<Line, Integer> lines = new LinkedHashMap<>();
        stages.forEach(stage -> lines.merge(line(stage), 1, Integer::sum));
        return lines;
    }

    public int operations() {
        return program.ops().size();
    }

    /** Kernels run; those that only long contexts need are not counted. */
    public int dispatches() {
        return (int) launches().stream()
                .filter(launch -> workgroups(launch.grid()) > 0)
                .count();
    }

    /** Bytes of weights that a step reads. Of a mixture, as many experts as its tokens choose at most. */
    public long weightBytes() {
        return StepReads.weights(stages, size.rows());
    }

    /** Values that are stored. */
    public int areas() {
        return places.spots().size();
    }

    /** What the values would take apart, in bytes. */
    public long areaBytes() {
        return places.spots().keySet().stream().mapToLong(this::bytes).sum();
    }

    /** Sizes of the buffers they share, in bytes. */
    public List<Long> buffers() {
        return places.bytes();
    }

    private long bytes(Area area) {
        return area.bytes(Plan.padded(size.of(area.rows())));
    }

    private List<Launch> launches() {
        return stages.stream().flatMap(stage -> stage.launches().stream()).toList();
    }

    private Line line(Stage stage) {
        List<String> operations = new ArrayList<>();
        stage.meaning().forEach(op -> operations.add(op.getClass().getSimpleName()));
        List<String> launches = new ArrayList<>();
        for (Launch launch : stage.launches()) {
            Grid grid = launch.grid();
            String workgroups = workgroups(grid) == 0
                    ? "for long contexts"
                    : grid.x().count(size) + "×" + grid.y().count(size) + "×"
                            + grid.z().count(size);
            launches.add(launch.kernel() + " " + workgroups);
        }
        return new Line(stage.rule(), operations, launches, StepReads.weights(stage, size.rows()));
    }

    private int workgroups(Grid grid) {
        return grid.x().count(size) * grid.y().count(size) * grid.z().count(size);
    }
}
