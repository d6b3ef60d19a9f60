package dev.samovar.webgpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AdapterLimitsTest {
    private static final Adapter.Limits LIMITS = new Adapter.Limits(1000, 600, 8, 16384, 256, 256, 65535);

    @Test
    void namesTheLimitAndWhatIsShort() {
        var tooLarge = assertThrows(GpuException.class, () -> LIMITS.requireBuffer("keys", 1024));
        assertEquals(GpuException.Cause.OUT_OF_MEMORY, tooLarge.reason());
        assertTrue(String.valueOf(tooLarge.getMessage()).contains("keys takes 1024 bytes"));
        assertTrue(String.valueOf(tooLarge.getMessage()).contains("maxBufferSize is 1000, 24 short"));
        var unbindable = assertThrows(GpuException.class, () -> LIMITS.requireBinding("keys", 601));
        assertTrue(String.valueOf(unbindable.getMessage()).contains("maxStorageBufferBindingSize is 600, 1 short"));
    }

    @Test
    void allowsWhatFitsExactly() {
        LIMITS.requireBuffer("keys", 1000);
        LIMITS.requireBinding("keys", 600);
    }
}
