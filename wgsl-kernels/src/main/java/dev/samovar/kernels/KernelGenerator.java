package dev.samovar.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes every kernel as a {@code .wgsl} file of its own and all of them as {@code kernels.json}. */
public final class KernelGenerator {
    private KernelGenerator() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected one argument, the folder to write kernels to");
        }
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        List<Kernel> kernels = new KernelLibrary().all();
        for (Kernel kernel : kernels) {
            Files.writeString(folder.resolve(kernel.name() + ".wgsl"), kernel.wgsl());
        }
        Files.writeString(
                folder.resolve("kernels.json"), KernelBundle.of(kernels).text());
    }
}
