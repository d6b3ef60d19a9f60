package dev.samovar.kernels;

/**
 * One buffer a kernel works on.
 *
 * @param name the variable's name in the shader
 */
public record Binding(String name, Access access) {

    /** What the kernel may do with the buffer. */
    public enum Access {
        READ,
        READ_WRITE,
        UNIFORM
    }
}
