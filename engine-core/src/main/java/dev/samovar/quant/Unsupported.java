package dev.samovar.quant;

/**
 * A format that is known by name and size but cannot be decoded: files may hold such tensors as long as the model does
 * not need them.
 */
public record Unsupported(String name, int blockElements, int blockBytes) implements WeightFormat {
    @Override
    public GpuLayout layout() {
        throw new UnsupportedOperationException(name + " has no GPU layout");
    }

    @Override
    public String wgsl() {
        throw new UnsupportedOperationException(name + " cannot be decoded");
    }

    @Override
    public void decode(byte[] in, int offset, float[] out, int outOffset, int blocks) {
        throw new UnsupportedOperationException(name + " cannot be decoded");
    }
}
