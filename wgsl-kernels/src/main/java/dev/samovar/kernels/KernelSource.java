package dev.samovar.kernels;

/** Where kernels come from at run time: the library itself on the JVM, a fetched bundle in the Worker. */
public interface KernelSource {

    /** The kernel of this name; an unknown one is an IllegalArgumentException. */
    Kernel kernel(String name);
}
