package dev.samovar.webgpu.playwright;

import dev.samovar.webgpu.Adapter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The adapter as the page's script describes it. */
final class AdapterInfo {
    private AdapterInfo() {}

    static Adapter read(Map<?, ?> info) {
        var features = (List<?>) get(info, "features");
        var limits = ((List<?>) get(info, "limits"))
                .stream().mapToLong(limit -> ((Number) limit).longValue()).toArray();
        return new Adapter(
                (String) get(info, "description"),
                (String) get(info, "vendor"),
                (String) get(info, "architecture"),
                (String) get(info, "userAgent"),
                new Adapter.Features(
                        features.contains("shader-f16"),
                        features.contains("subgroups"),
                        ((Number) get(info, "subgroupMinSize")).intValue(),
                        ((Number) get(info, "subgroupMaxSize")).intValue(),
                        features.contains("timestamp-query"),
                        features.contains("chromium-experimental-subgroup-matrix"),
                        features.contains("packed_4x8_integer_dot_product")),
                new Adapter.Limits(
                        limits[0], limits[1], (int) limits[2], (int) limits[3], (int) limits[4], (int) limits[5], (int)
                                limits[6]));
    }

    private static Object get(Map<?, ?> info, String name) {
        return Objects.requireNonNull(info.get(name), name);
    }
}
