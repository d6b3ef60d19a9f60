package dev.samovar.weights;

/**
 * Random access to a file of any size, local or remote. In the Worker {@link #read} suspends the engine thread; large
 * tensors go to the GPU by ways of their own and never pass here.
 */
public interface ByteSource {

    /** Name for messages: a path or an address. */
    String name();

    /** Size in bytes. */
    long size();

    /** Exactly {@code length} bytes from {@code offset}; a range past the end is a {@link ModelFormatException}. */
    byte[] read(long offset, int length);

    /** Refuses a range that leaves the file. */
    default void requireWithin(long offset, int length) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new ModelFormatException(
                    name() + " has " + size() + " bytes; asked for " + length + " from offset " + offset);
        }
    }
}
