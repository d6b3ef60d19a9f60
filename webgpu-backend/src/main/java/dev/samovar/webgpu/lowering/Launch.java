package dev.samovar.webgpu.lowering;

import java.util.List;
import java.util.Map;

/**
 * One kernel with all that it takes to run it.
 *
 * @param overrides values of the kernel's override constants
 * @param operands for the kernel's bindings, in order
 */
public record Launch(String kernel, Map<String, Double> overrides, List<Operand> operands, Grid grid) {
    public Launch {
        overrides = Map.copyOf(overrides);
        operands = List.copyOf(operands);
    }
}
