package dev.samovar.webgpu.plan;

import dev.samovar.kernels.Binding;
import dev.samovar.webgpu.lowering.Area;
import dev.samovar.webgpu.lowering.Launch;
import dev.samovar.webgpu.lowering.Operand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a launch does with areas.
 *
 * @param written those that it may write, whether it reads them too or not
 */
record AreaUse(Set<Area> read, Set<Area> written) {

    /** @param bindings of the launch's kernel */
    static AreaUse of(Launch launch, List<Binding> bindings) {
        Set<Area> read = new LinkedHashSet<>();
        Set<Area> written = new LinkedHashSet<>();
        for (int i = 0; i < launch.operands().size(); i++) {
            if (launch.operands().get(i) instanceof Operand.Activations(Area area)) {
                (bindings.get(i).access() == Binding.Access.READ_WRITE ? written : read).add(area);
            }
        }
        return new AreaUse(read, written);
    }
}
