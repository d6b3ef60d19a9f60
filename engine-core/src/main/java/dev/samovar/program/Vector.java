package dev.samovar.program;

/** A weight vector (bias, norm gain): {@code size} elements of the checkpoint's tensor, from {@code first}. */
public record Vector(String tensor, int size, int first) {

    /** A whole tensor of shape [size]. */
    public static Vector of(String tensor, int size) {
        return new Vector(tensor, size, 0);
    }
}
