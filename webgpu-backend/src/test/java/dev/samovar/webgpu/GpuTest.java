package dev.samovar.webgpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.ElementwiseKernel;
import dev.samovar.kernels.Kernel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SoftwareGpu.class)
class GpuTest {
    @Test
    void aKernelReadsAndWritesBuffers(Gpu gpu) {
        var a = gpu.buffer("a", 32);
        var b = gpu.buffer("b", 32);
        var y = gpu.buffer("y", 32);
        gpu.write(a, 0, floats(1, 2, 3, 4, 5, 6, 7, 8));
        gpu.write(b, 16, floats(10, 20, 30, 40));
        var add = gpu.pipeline(
                new KernelLibrary().kernel(ElementwiseKernel.ADD),
                Map.of("WIDTH", 1.0, "A_STRIDE", 1.0, "B_STRIDE", 1.0, "Y_STRIDE", 1.0));
        var bound = gpu.bind(add, List.of(a.whole(), b.whole(), y.whole()));
        var run = List.of(new Dispatch(add, bound, 1, 2, 1));

        int[] words = gpu.submitAndRead(run, List.of(y.whole())).await();

        assertArrayEquals(floats(1, 2, 3, 4, 15, 26, 37, 48), words);
        assertTrue(gpu.time(run) >= 0);
    }

    @Test
    void faultsNameTheirPlace(Gpu gpu) {
        var broken = Kernel.of("broken", "@compute @workgroup_size(1) fn main() { let x = y; }");
        var e = assertThrows(GpuException.class, () -> gpu.pipeline(broken, Map.of()));
        assertEquals(GpuException.Cause.INVALID, e.reason());
        assertTrue(e.getMessage() != null && e.getMessage().contains("broken: 1:"), e.getMessage());
    }

    private static int[] floats(float... values) {
        int[] words = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = Float.floatToRawIntBits(values[i]);
        }
        return words;
    }
}
