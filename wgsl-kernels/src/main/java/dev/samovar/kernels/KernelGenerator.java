package dev.samovar.kernels;

import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes every kernel as a {@code .wgsl} file of its own and all of them as {@code kernels.json}, name → text. */
public final class KernelGenerator {
    private KernelGenerator() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected one argument, the folder to write kernels to");
        }
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        Map<String, Json> bundle = new LinkedHashMap<>();
        for (Kernel kernel : new KernelLibrary().all()) {
            Files.writeString(folder.resolve(kernel.name() + ".wgsl"), kernel.wgsl());
            bundle.put(kernel.name(), new Json.Str(kernel.wgsl()));
        }
        Files.writeString(folder.resolve("kernels.json"), new Json.Obj(bundle).text());
    }
}
