package dev.samovar.quant;

/** What floats of a checkpoint may become as they are loaded: groups of 32 columns, one half float of scale a group. */
public enum Quantization {
    /** Four bits, as GGUF's Q4_0. */
    Q4(GpuLayout.Q4),
    /** Eight bits, as GGUF's Q8_0. */
    Q8(GpuLayout.Q8);

    /** Columns that share a scale. */
    public static final int GROUP = 32;

    private final GpuLayout layout;

    Quantization(GpuLayout layout) {
        this.layout = layout;
    }

    GpuLayout layout() {
        return layout;
    }

    /**
     * What whole groups become: scale · code. The codes and scales are those of ggml's reference quantisers, rounding
     * included.
     */
    public void round(float[] values) {
        for (int at = 0; at < values.length; at += GROUP) {
            switch (this) {
                case Q4 -> roundToFourBits(values, at);
                case Q8 -> roundToEightBits(values, at);
            }
        }
    }

    /** The value farthest from 0 gets the code 0, which means −8 scales. */
    private static void roundToFourBits(float[] values, int at) {
        float farthest = 0;
        for (int i = at; i < at + GROUP; i++) {
            if (Math.abs(values[i]) > Math.abs(farthest)) {
                farthest = values[i];
            }
        }
        float step = farthest / -8;
        float scale = HalfFloat.nearest(step);
        float inverse = scale == 0 ? 0 : 1 / step;
        for (int i = at; i < at + GROUP; i++) {
            values[i] = scale * (Math.min(15, (int) (values[i] * inverse + 8.5f)) - 8);
        }
    }

    private static void roundToEightBits(float[] values, int at) {
        float farthest = 0;
        for (int i = at; i < at + GROUP; i++) {
            farthest = Math.max(farthest, Math.abs(values[i]));
        }
        float step = farthest / 127;
        float scale = HalfFloat.nearest(step);
        float inverse = scale == 0 ? 0 : 1 / step;
        for (int i = at; i < at + GROUP; i++) {
            float code = values[i] * inverse;
            int magnitude = (int) (Math.abs(code) + 0.5); // a half away from zero; exact, as the sum is a double
            values[i] = scale * (code < 0 ? -magnitude : magnitude);
        }
    }
}
