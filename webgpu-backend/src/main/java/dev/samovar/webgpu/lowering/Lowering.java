package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.Numbers;
import dev.samovar.program.Matrix;
import dev.samovar.program.Op;
import dev.samovar.program.Program;
import dev.samovar.program.Rows;
import dev.samovar.program.Value;
import dev.samovar.quant.GpuLayout;
import dev.samovar.quant.WeightFormat;
import dev.samovar.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns a program into stages, for steps of up to a number of rows. To be used for one program. */
public final class Lowering {
    private static final List<Rule> RULES = List.of(
            new NormedInput(),
            new ProjectedAttention(),
            new QkvProjection(),
            new GatedMlp(),
            new Residual(),
            new ExpertsResidual(),
            new RopeAndAttention(),
            new Direct());

    private final Weights weights;
    private final LoweringOptions options;
    private final Map<Value, Place> places = new HashMap<>();
    private final Map<Value, PendingNorm> pendingNorms = new HashMap<>();
    private boolean takesHalves; // whether all matrices do
    private final Map<Op.RmsNorm, PreparedNorm> preparedNorms = new HashMap<>();
    private final Map<Value, AttentionParts> parts = new HashMap<>();
    private int areas;

    public Lowering(Weights weights, LoweringOptions options) {
        this.weights = weights;
        this.options = options;
    }

    public List<Stage> lower(Program program) {
        var open = new OpenOps(program);
        takesHalves = true;
        for (Op op : program.ops()) { // no stream: finding a tensor may suspend
            takesHalves &= !(op instanceof Op.Linear linear) || takesHalves(linear);
        }
        List<Stage> stages = new ArrayList<>();
        while (!open.isEmpty()) {
            Stage stage = stage(open);
            open.close(stage);
            stages.add(stage);
        }
        return stages;
    }

    private Stage stage(OpenOps open) {
        for (Rule rule : RULES) {
            Stage stage = rule.match(open.first(), open, this);
            if (stage != null) {
                return stage;
            }
        }
        throw new IllegalStateException("no rule takes " + open.first());
    }

    LoweringOptions options() {
        return options;
    }

    /** Where an earlier stage left the value. */
    public Place place(Value value) {
        return Objects.requireNonNull(places.get(value), () -> "value " + value.id() + " is not stored");
    }

    /** Makes room for what the kernel that makes a norm's input leaves for it. */
    PreparedNorm prepare(Op.RmsNorm norm) {
        int width = norm.x().width();
        var gained = new Area(areas++, width, norm.x().rows(), Numbers.HALVES);
        var prepared = new PreparedNorm(gained, area(width / 4, norm.x().rows()));
        preparedNorms.put(norm, prepared);
        return prepared;
    }

    /** What an earlier stage left for the norm, or null. */
    public @Nullable PreparedNorm prepared(Op.RmsNorm norm) {
        return preparedNorms.get(norm);
    }

    /** Leaves a norm to the kernels that read its result. */
    void defer(PendingNorm pending) {
        pendingNorms.put(pending.norm().y(), pending);
    }

    void undefer(Value normed) {
        pendingNorms.remove(normed);
    }

    /** The norm that a reader of the value has to apply, or null. */
    @Nullable
    PendingNorm pendingNorm(Value value) {
        return pendingNorms.get(value);
    }

    /** Whether a stage stores the value; those inside a fusion never reach memory. */
    public boolean isStored(Value value) {
        return places.containsKey(value);
    }

    /** Gives the value an area of its own. */
    Place create(Value value) {
        return create(value, Numbers.FLOATS);
    }

    Place create(Value value, Numbers numbers) {
        return put(value, new Area(areas++, stride(value.width()), value.rows(), numbers), 0);
    }

    /** Gives the result of an attention an area that its parts fit. */
    Place create(Value value, AttentionParts inParts) {
        parts.put(value, inParts);
        return put(value, new Area(areas++, inParts.stride(), value.rows(), Numbers.HALVES), 0);
    }

    /** The parts that a reader of the value has to add up, or null. */
    @Nullable
    AttentionParts parts(Value value) {
        return parts.get(value);
    }

    /** Whether what reads the value can add up parts of it. */
    boolean addsParts(Value value, OpenOps open) {
        if (numbers(value, open) != Numbers.HALVES || !(open.onlyReader(value) instanceof Op.Linear linear)) {
            return false;
        }
        WeightMatrix matrix = matrix(linear.w());
        return isBindable(matrix)
                && options.schedules().matrix(matrix, tokens(value.rows())).addsParts();
    }

    /** What matrices multiply that normalise their input or read what was kept for them. */
    Numbers numbers(Rows rows) {
        return takesHalves ? options.schedules().numbers(tokens(rows)) : Numbers.FLOATS;
    }

    /** What the value is best kept in: halves are for matrices only. */
    Numbers numbers(Value value, OpenOps open) {
        List<Op> readers = open.readers(value);
        boolean multiplied = !readers.isEmpty() && readers.stream().allMatch(Op.Linear.class::isInstance);
        return multiplied && value.width() % 32 == 0 ? numbers(value.rows()) : Numbers.FLOATS;
    }

    /** Weights in floats want floats; and columns without filling, whose bits would be read as any half. */
    private boolean takesHalves(Op.Linear linear) {
        return matrix(linear.w()).layout() != GpuLayout.F32 && linear.x().width() % 32 == 0;
    }

    Place put(Value value, Area area, int offset) {
        var place = new Place(area, offset);
        places.put(value, place);
        return place;
    }

    Area area(int width, Rows rows) {
        return new Area(areas++, stride(width), rows, Numbers.FLOATS);
    }

    private static int stride(int width) {
        return Extent.ceilDiv(width, 32) * 32;
    }

    /** Rows without filling between them. */
    Area packedArea(int width, Rows rows) {
        return new Area(areas++, width, rows, Numbers.FLOATS);
    }

    /** The matrices as one, or null when their formats are repacked differently. */
    @Nullable
    WeightMatrix combined(List<Matrix> parts, WeightMatrix.Order order) {
        return combined(parts, order, RowPairs.NONE);
    }

    @Nullable
    WeightMatrix combined(List<Matrix> parts, WeightMatrix.Order order, RowPairs pairs) {
        WeightMatrix first = matrix(parts.get(0));
        for (Matrix part : parts) {
            WeightMatrix matrix = matrix(part);
            if (matrix.layout() != first.layout() || matrix.group() != first.group()) {
                return null;
            }
        }
        return new WeightMatrix(parts, order, pairs, first.layout(), first.group());
    }

    WeightMatrix matrix(Matrix matrix) {
        WeightFormat format = weights.require(matrix.tensor()).format();
        return new WeightMatrix(List.of(matrix), WeightMatrix.Order.CONCATENATED, format.layout(), format.group());
    }

    /** The matrix in parts of consecutive rows, each small enough to be bound. */
    List<Matrix> bindableParts(Matrix matrix) {
        long bytes = matrix(matrix).tiles().bytes();
        int parts = (int) ((bytes + options.bindingLimit() - 1) / options.bindingLimit());
        int rows = Extent.ceilDiv(Extent.ceilDiv(matrix.rows(), parts), 4) * 4;
        List<Matrix> result = new ArrayList<>();
        for (int first = 0; first < matrix.rows(); first += rows) {
            int count = Math.min(rows, matrix.rows() - first);
            result.add(new Matrix(
                    matrix.tensor(), count, matrix.columns(), matrix.firstRow() + first, matrix.transposed()));
        }
        return result;
    }

    /** The most rows that a value of this kind has. */
    int tokens(Rows rows) {
        return switch (rows) {
            case STEP -> options.scheduledRows();
            case LOGITS -> 1; // more only in checks, which take their time
        };
    }

    /** Whether a kernel can see all of the matrix. */
    boolean isBindable(WeightMatrix matrix) {
        return matrix.tiles().bytes() <= options.bindingLimit();
    }
}
