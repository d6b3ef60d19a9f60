package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AppendChunksKernel;
import dev.samovar.kernels.AppendKernel;
import dev.samovar.kernels.AppendPairsKernel;
import dev.samovar.kernels.CacheType;
import dev.samovar.kernels.Numbers;
import dev.samovar.program.AttentionShape;
import dev.samovar.program.Op;
import dev.samovar.program.Rotary;
import dev.samovar.program.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Appends keys and values to the cache, turning queries and keys by the way, and attends. */
final class AttentionLaunches {
    private AttentionLaunches() {}

    /**
     * @param rotary how queries and keys still have to turn; empty when they did, or never do
     * @param open who reads the result
     */
    static List<Launch> of(
            Lowering lowering, Op.Attention op, Place q, Place k, Optional<Rotary> rotary, OpenOps open) {
        Area turned = turned(lowering, op.shape());
        Place v = lowering.place(op.v());
        List<Launch> launches = new ArrayList<>();
        launches.add(append(lowering, op, q, k, v, turned, rotary));
        launches.addAll(attend(lowering, op, turned, open));
        return launches;
    }

    /** Room for queries as the attention reads them: [row][head][chunks]. */
    static Area turned(Lowering lowering, AttentionShape shape) {
        return lowering.packedArea(shape.heads() * CacheType.chunks(shape.headDim()) * CacheType.CHUNK, Rows.STEP);
    }

    /** Of a projection whose rows lie in pairs. */
    static Launch appendPairs(Lowering lowering, Op.Attention op, Area x, Area turned, Rotary rotary) {
        AttentionShape shape = op.shape();
        Map<String, Double> overrides = new HashMap<>(shape(shape));
        overrides.put("PAIRS", rotary.rotaryDim() / 2.0);
        overrides.put("X_STRIDE", (double) x.stride());
        int heads = shape.heads() + 2 * shape.kvHeads();
        return new Launch(
                AppendPairsKernel.name(lowering.options().cache()),
                overrides,
                List.of(
                        new Operand.StepSection(Section.ROWS),
                        new Operand.Rotations(rotary),
                        new Operand.Activations(x),
                        new Operand.Activations(turned),
                        new Operand.Keys(op.layer()),
                        new Operand.Values(op.layer())),
                Grid.perRow(heads * shape.headDim() / 16, 32, Rows.STEP));
    }

    private static Launch append(
            Lowering lowering, Op.Attention op, Place q, Place k, Place v, Area turned, Optional<Rotary> rotary) {
        AttentionShape shape = op.shape();
        Rotary turning = rotary.orElse(new Rotary(shape.headDim(), List.of(), 1));
        Map<String, Double> overrides = new HashMap<>(shape(shape));
        overrides.put("PAIRS", turning.rotaryDim() / 2.0);
        overrides.put("Q_STRIDE", (double) q.area().stride());
        overrides.put("Q_OFFSET", (double) q.offset());
        overrides.put("K_STRIDE", (double) k.area().stride());
        overrides.put("K_OFFSET", (double) k.offset());
        overrides.put("V_STRIDE", (double) v.area().stride());
        overrides.put("V_OFFSET", (double) v.offset());
        CacheType cache = lowering.options().cache();
        boolean whole = AppendChunksKernel.takes(shape.headDim(), turning.rotaryDim());
        int heads =
                shape.heads() + shape.kvHeads() * (whole ? 2 : 1); // whole chunks of values have threads of their own
        return new Launch(
                whole ? AppendChunksKernel.name(cache) : AppendKernel.name(cache),
                overrides,
                List.of(
                        new Operand.StepSection(Section.ROWS),
                        new Operand.Rotations(turning),
                        new Operand.Activations(q.area()),
                        new Operand.Activations(k.area()),
                        new Operand.Activations(v.area()),
                        new Operand.Activations(turned),
                        new Operand.Keys(op.layer()),
                        new Operand.Values(op.layer())),
                Grid.perRow(heads * CacheType.chunks(shape.headDim()), 32, Rows.STEP));
    }

    static List<Launch> attend(Lowering lowering, Op.Attention op, Area turned, OpenOps open) {
        AttentionShape shape = op.shape();
        var options = lowering.options();
        boolean inParts = shape.headDim() % CacheType.CHUNK == 0 && lowering.addsParts(op.y(), open);
        var schedule = options.schedules().attention(shape, options.cache(), lowering.tokens(Rows.STEP), inParts);
        return new Attending(lowering, op, turned, place(lowering, op, schedule, inParts, open)).launches(schedule);
    }

    private static Place place(
            Lowering lowering, Op.Attention op, AttentionSchedule schedule, boolean inParts, OpenOps open) {
        if (schedule instanceof AttentionSchedule.Decode decode && decode.parts() > 1) {
            if (!inParts) {
                throw new IllegalStateException("nothing adds up the parts that " + schedule + " leaves");
            }
            return lowering.create(op.y(), new AttentionParts(decode, op.shape()));
        }
        boolean halves = schedule.storesHalves() && op.shape().headDim() % 2 == 0;
        return lowering.create(op.y(), halves ? lowering.numbers(op.y(), open) : Numbers.FLOATS);
    }

    static Map<String, Double> shape(AttentionShape shape) {
        return Map.of(
                "HEADS", (double) shape.heads(),
                "KV_HEADS", (double) shape.kvHeads(),
                "HEAD_DIM", (double) shape.headDim());
    }
}
