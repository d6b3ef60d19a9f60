package dev.samovar.webgpu;

/** Words on their way from the GPU. */
public interface PendingRead {

    /** The words of all ranges, one after the other. Suspends until they are there; to be called once. */
    int[] await();
}
