package dev.samovar.kernels;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernels in {@code kernels.json}: {@code parts}, pieces of WGSL between empty lines, which kernels have in common, as
 * {@link PackedWgsl}, and {@code kernels}, by its name the numbers of each kernel's parts, each as the step from the one before.
 */
public final class KernelBundle implements KernelSource {
    private static final String BETWEEN = "\n\n";

    private final List<String> parts = new ArrayList<>();
    private final Map<String, Json> kernels;

    public KernelBundle(Json bundle) {
        if (!(bundle.get("parts") instanceof Json.Arr texts) || !(bundle.get("kernels") instanceof Json.Obj names)) {
            throw new IllegalArgumentException("kernels.json must have the array parts and the object kernels");
        }
        for (Json text : texts.items()) {
            if (!(text instanceof Json.Str wgsl)) {
                throw new IllegalArgumentException("kernels.json: parts must be texts, not " + text.text());
            }
            parts.add(PackedWgsl.unpack(wgsl.value()));
        }
        kernels = names.members();
    }

    /** The bundle of these kernels. */
    static Json of(List<Kernel> kernels) {
        Map<String, Integer> numbers = new LinkedHashMap<>(); // by part, in order
        Map<String, Json> names = new LinkedHashMap<>();
        for (Kernel kernel : kernels) {
            List<Json> own = new ArrayList<>();
            int last = 0;
            for (String text : kernel.wgsl().split(BETWEEN, -1)) {
                String part = PackedWgsl.pack(PackedWgsl.bare(text));
                if (part.isEmpty()) {
                    continue;
                }
                Integer known = numbers.putIfAbsent(part, numbers.size());
                int number = known == null ? numbers.size() - 1 : known;
                own.add(Json.Num.of(number - last));
                last = number;
            }
            names.put(kernel.name(), new Json.Arr(own));
        }
        Map<String, Json> bundle = new LinkedHashMap<>();
        bundle.put(
                "parts",
                new Json.Arr(numbers.keySet().stream().<Json>map(Json.Str::new).toList()));
        bundle.put("kernels", new Json.Obj(names));
        return new Json.Obj(bundle);
    }

    @Override
    public Kernel kernel(String name) {
        if (!(kernels.get(name) instanceof Json.Arr own)) {
            throw new IllegalArgumentException("kernels.json has no kernel " + name + "; it is of another version");
        }
        var wgsl = new StringBuilder();
        String between = "";
        int part = 0;
        for (Json step : own.items()) {
            part += step instanceof Json.Num n ? (int) n.value() : parts.size();
            if (part < 0 || part >= parts.size()) {
                throw new IllegalArgumentException("kernels.json: " + name + " has no part at " + step.text());
            }
            wgsl.append(between).append(parts.get(part));
            between = BETWEEN;
        }
        return Kernel.of(name, wgsl.toString());
    }
}
