package dev.samovar.webgpu.lowering;

import dev.samovar.kernels.QuantizeKernel;
import java.util.List;
import java.util.Map;

/**
 * A matrix's input in eight bits.
 *
 * @param launch what makes it
 * @param place where it lies then
 */
record QuantizedInput(Launch launch, Place place) {

    /**
     * @param x whose features are a multiple of 32
     * @param nibbles whether the matrix's codes are of four bits, which come apart in an order of their own
     */
    static QuantizedInput of(Lowering lowering, Place x, int features, boolean nibbles) {
        int groups = features / QuantizeKernel.GROUP;
        var rows = x.area().rows();
        var y = new Place(lowering.area(groups * QuantizeKernel.RECORD, rows), 0);
        var launch = new Launch(
                QuantizeKernel.NAME,
                new Overrides(Map.of())
                        .place("X", x, 4)
                        .and("Y_STRIDE", y.area().stride() / 4.0)
                        .and("GROUPS", groups)
                        .and("NIBBLES", nibbles ? 1 : 0)
                        .values(),
                List.of(new Operand.Activations(x.area()), new Operand.Activations(y.area())),
                Grid.perRow(groups, QuantizeKernel.WORKGROUP, rows));
        return new QuantizedInput(launch, y);
    }
}
