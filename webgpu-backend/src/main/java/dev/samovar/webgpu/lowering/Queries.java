package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.AttentionInput;
import dev.samovar.program.Rotary;
import java.util.List;
import java.util.Map;

/** Where attention finds its queries. */
sealed interface Queries {

    AttentionInput input();

    List<Operand> operands();

    Map<String, Double> overrides();

    /**
     * Turned, with the cache filled.
     *
     * @param area [row][head][chunks]
     */
    record Turned(Area area) implements Queries {
        @Override
        public AttentionInput input() {
            return AttentionInput.APPENDED;
        }

        @Override
        public List<Operand> operands() {
            return List.of(new Operand.Activations(area));
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of();
        }
    }

    /** As a projection left them, beside the keys and values. */
    record Projected(Rotary turning, Place q, int keys, int values) implements Queries {
        @Override
        public AttentionInput input() {
            return AttentionInput.PROJECTED;
        }

        @Override
        public List<Operand> operands() {
            return List.of(new Operand.Rotations(turning), new Operand.Activations(q.area()));
        }

        @Override
        public Map<String, Double> overrides() {
            return Map.of(
                    "PAIRS", turning.rotaryDim() / 2.0,
                    "STRIDE", (double) q.area().stride(),
                    "Q_OFFSET", (double) q.offset(),
                    "K_OFFSET", (double) keys,
                    "V_OFFSET", (double) values);
        }
    }
}
