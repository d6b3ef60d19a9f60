package dev.samovar.webgpu.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.quant.GpuLayout;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.lowering.MatrixSchedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which blocks without subgroup matrices an adapter is offered, and which it takes unmeasured: the first. */
class BlockCandidatesTest {
    private static final int MANY_ROWS = 9216;
    private static final int FEW_ROWS = 3072;

    @Test
    void theFirstDependsOnHowManyBlocksThereAre() {
        assertEquals(List.of("tiles 128x128", "tiles 64x64", "tiles 128x96"), tiles(32768, MANY_ROWS));
        assertEquals(List.of("tiles 64x64", "tiles 128x128", "tiles 128x96"), tiles(32768, FEW_ROWS));
    }

    @Test
    void blocksFitInWorkgroupMemory() {
        assertEquals(List.of("tiles 128x128", "tiles 64x64", "tiles 128x96"), tiles(29696, MANY_ROWS));
        assertEquals(List.of("tiles 128x128", "tiles 64x64"), tiles(29695, MANY_ROWS));
        assertEquals(List.of("tiles 64x64"), tiles(16384, MANY_ROWS));
    }

    private static List<String> tiles(int workgroupMemory, int rows) {
        var features = new Adapter.Features(false, false, 0, 0, false, false, false);
        var limits = new Adapter.Limits(1L << 30, 1L << 30, 8, workgroupMemory, 256, 256, 65535);
        return new BlockCandidates(new GpuAbilities(features, limits))
                .of(GpuLayout.Q4, rows, 512).stream()
                        .map(MatrixSchedule::name)
                        .filter(name -> name.startsWith("tiles"))
                        .toList();
    }
}
