package dev.samovar.kernels;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kernels read from {@code kernels.json}, an object of name → WGSL text. */
public final class KernelBundle implements KernelSource {
    private final Map<String, String> texts = new LinkedHashMap<>();

    public KernelBundle(Json bundle) {
        if (!(bundle instanceof Json.Obj kernels)) {
            throw new IllegalArgumentException("kernels.json must be an object of kernel names and texts");
        }
        kernels.members().forEach((name, text) -> {
            if (!(text instanceof Json.Str wgsl)) {
                throw new IllegalArgumentException("kernels.json: " + name + " must be a text");
            }
            texts.put(name, wgsl.value());
        });
    }

    @Override
    public Kernel kernel(String name) {
        String wgsl = texts.get(name);
        if (wgsl == null) {
            throw new IllegalArgumentException("kernels.json has no kernel " + name + "; it is of another version");
        }
        return Kernel.of(name, wgsl);
    }
}
