package dev.samovar.webgpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.kernels.ElementwiseKernel;
import dev.samovar.kernels.KernelLibrary;
import dev.samovar.webgpu.playwright.SoftwareGpu;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SoftwareGpu.class)
class SlabsTest {

    @Test
    void partsLieOneAfterTheOtherFromMultiplesOf256On() {
        var layout = SlabLayout.of(List.of(16L, 256L, 257L, 4L), 4096);
        assertEquals(List.of(spot(0, 0), spot(0, 256), spot(0, 512), spot(0, 1024)), layout.spots());
        assertEquals(List.of(1028L), layout.bytes(), "no filling after the last");
    }

    @Test
    void aPartThatFillsTheBoundExactlyStillFits() {
        var layout = SlabLayout.of(List.of(10L, 768L, 1024L, 4L), 1024);
        assertEquals(List.of(spot(0, 0), spot(0, 256), spot(1, 0), spot(2, 0)), layout.spots());
        assertEquals(List.of(1024L, 1024L, 4L), layout.bytes());
    }

    @Test
    void aPartBeyondTheBoundLiesAloneAndOthersGoOnWhereTheyWere() {
        var layout = SlabLayout.of(List.of(100L, 1025L, 100L), 1024);
        assertEquals(List.of(spot(0, 0), spot(1, 0), spot(0, 256)), layout.spots());
        assertEquals(List.of(356L, 1025L), layout.bytes());
        assertEquals(List.of(0, 2), layout.parts(0));
    }

    @Test
    void nothingNeedsNoBuffer() {
        assertEquals(List.of(), SlabLayout.of(List.of(), 1024).bytes());
    }

    @Test
    void onlyAlignmentIsLost() {
        var random = new Random(7);
        for (int round = 0; round < 100; round++) {
            long most = 1024L + random.nextInt(100_000);
            List<Long> sizes =
                    random.ints(50, 1, 30_000).mapToObj(size -> size * 4L).toList();
            var layout = SlabLayout.of(sizes, most);
            long lost = 0;
            for (int slab = 0; slab < layout.bytes().size(); slab++) {
                long end = 0;
                for (int part : layout.parts(slab)) {
                    long offset = layout.spots().get(part).offset();
                    assertTrue(offset % 256 == 0 && offset >= end && offset < end + 256, "offset " + offset);
                    lost += offset - end;
                    end = offset + sizes.get(part);
                }
                assertEquals(end, layout.bytes().get(slab));
                assertTrue(end <= most || layout.parts(slab).size() == 1);
            }
            long total = sizes.stream().mapToLong(Long::longValue).sum();
            assertEquals(
                    total + lost,
                    layout.bytes().stream().mapToLong(Long::longValue).sum());
        }
    }

    /** Beside what is read and what is written lie neighbours that the kernel must not reach. */
    @Test
    void kernelsSeeTheirRangesAlone(Gpu gpu) {
        var given =
                Slabs.allocate(gpu, List.of(new Slabs.Part("a", 16), new Slabs.Part("b", 16), new Slabs.Part("c", 16)));
        var made = Slabs.allocate(gpu, List.of(new Slabs.Part("y", 16), new Slabs.Part("z", 16)));
        assertSame(given.get(0).buffer(), given.get(1).buffer());
        assertEquals("a and 2 more", given.get(0).buffer().label());
        gpu.write(given.get(0).buffer(), given.get(0).offset(), floats(1, 2, 3, 4));
        gpu.write(given.get(1).buffer(), given.get(1).offset(), floats(10, 20, 30, 40));
        var add = gpu.pipeline(
                new KernelLibrary().kernel(ElementwiseKernel.ADD),
                Map.of("WIDTH", 1.0, "A_STRIDE", 1.0, "B_STRIDE", 1.0, "Y_STRIDE", 1.0));
        var bound = gpu.bind(add, List.of(given.get(0), given.get(1), made.get(1)));

        int[] words = gpu.submitAndRead(List.of(new Dispatch(add, bound, 1, 1, 1)), made)
                .await();

        assertArrayEquals(floats(0, 0, 0, 0, 11, 22, 33, 44), words);
    }

    @Test
    void whatNoBufferHoldsIsRefusedByItsName(Gpu gpu) {
        long most = gpu.adapter().limits().maxBufferSize();
        var parts = List.of(new Slabs.Part("small", 16), new Slabs.Part("keys 3", most + 4));
        var e = assertThrows(GpuException.class, () -> Slabs.allocate(gpu, parts));
        assertEquals(GpuException.Cause.OUT_OF_MEMORY, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("keys 3 takes " + (most + 4) + " bytes"), e.getMessage());
    }

    private static SlabLayout.Spot spot(int slab, long offset) {
        return new SlabLayout.Spot(slab, offset);
    }

    private static int[] floats(float... values) {
        int[] words = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = Float.floatToRawIntBits(values[i]);
        }
        return words;
    }
}
