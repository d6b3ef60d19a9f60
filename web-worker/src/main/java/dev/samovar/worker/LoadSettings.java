package dev.samovar.worker;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.kernels.CacheType;
import dev.samovar.quant.Quantization;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.worker.names.HubAddress;
import java.util.Optional;

/**
 * What a page asks for when it loads a model: the members of {@code createEngine}'s options.
 *
 * @param model name or address
 * @param hub address that {@code HF://} stands for
 * @param cache whether files are kept for later visits
 * @param contextLength positions of the longest sequence, 0 for what the model offers
 * @param keyValueCache how keys and values are kept, where the page says it
 * @param int8Activations whether prompts are multiplied in eight bits
 * @param quantization what matrices of floats become, where the page wants them quantised
 */
record LoadSettings(
        String model,
        String hub,
        boolean cache,
        int contextLength,
        Optional<CacheType> keyValueCache,
        boolean int8Activations,
        Optional<Quantization> quantization) {
    private static final int LONGEST = 1 << 24;

    static LoadSettings of(Json body) {
        return new LoadSettings(
                text(body, "model", ""),
                text(body, "hub", HubAddress.HUB),
                flag(body, "cache", true),
                integer(body, "contextLength"),
                cacheType(body),
                int8Activations(body),
                quantization(body));
    }

    /** What the device makes of them. */
    Settings device(Adapter adapter) {
        Settings usual = Settings.of(adapter);
        Settings cached = keyValueCache.map(usual::with).orElse(usual);
        return int8Activations ? cached.withInt8Activations(adapter) : cached;
    }

    private static Optional<CacheType> cacheType(Json body) {
        String name = text(body, "kvCache", "");
        return switch (name) {
            case "" -> Optional.empty();
            case "f32" -> Optional.of(CacheType.F32);
            case "f16" -> Optional.of(CacheType.F16);
            case "q8" -> Optional.of(CacheType.Q8);
            default -> throw ApiException.invalid("kvCache", "kvCache must be f32, f16 or q8, not " + name);
        };
    }

    private static boolean int8Activations(Json body) {
        String name = text(body, "activations", "f32");
        return switch (name) {
            case "f32" -> false;
            case "int8" -> true;
            default -> throw ApiException.invalid("activations", "activations must be f32 or int8, not " + name);
        };
    }

    private static Optional<Quantization> quantization(Json body) {
        String name = text(body, "quantize", "");
        return switch (name) {
            case "" -> Optional.empty();
            case "q4" -> Optional.of(Quantization.Q4);
            case "q8" -> Optional.of(Quantization.Q8);
            default -> throw ApiException.invalid("quantize", "quantize must be q4 or q8, not " + name);
        };
    }

    private static String text(Json body, String field, String otherwise) {
        return switch (body.get(field)) {
            case null -> otherwise;
            case Json.Str s -> s.value();
            case Json other -> throw ApiException.invalid(field, field + " must be a text, not " + other.text());
        };
    }

    private static boolean flag(Json body, String field, boolean otherwise) {
        return switch (body.get(field)) {
            case null -> otherwise;
            case Json.Bool b -> b == Json.Bool.TRUE;
            case Json other -> throw ApiException.invalid(field, field + " must be true or false, not " + other.text());
        };
    }

    private static int integer(Json body, String field) {
        return switch (body.get(field)) {
            case null -> 0;
            case Json.Num n when n.isInteger() && n.value() >= 1 && n.value() <= LONGEST -> (int) n.value();
            case Json other ->
                throw ApiException.invalid(
                        field, field + " must be an integer from 1 to " + LONGEST + ", not " + other.text());
        };
    }
}
