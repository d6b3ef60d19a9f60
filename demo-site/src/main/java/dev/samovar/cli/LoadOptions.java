package dev.samovar.cli;

import dev.samovar.json.Json;
import dev.samovar.kernels.CacheType;
import dev.samovar.program.Program;
import dev.samovar.quant.Quantization;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.weights.QuantizedWeights;
import dev.samovar.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model is loaded: what {@code createEngine} takes as options. */
final class LoadOptions {

    @Option(
            names = "--quantize",
            paramLabel = "q4|q8",
            description = "Quantise matrices of floats as they are loaded, in groups of 32 with a scale each.")
    private @Nullable Quantization quantization;

    @Option(
            names = {"--kv-cache", "--kvCache"},
            paramLabel = "f32|f16|q8",
            description = "How keys and values are kept (default: f16 on GPUs, f32 on the processor).")
    private @Nullable CacheType cache;

    @Option(
            names = "--activations",
            paramLabel = "f32|int8",
            description = "What prompts multiply weights of 4 or 8 bits by (default: ${DEFAULT-VALUE}).")
    private Activations activations = Activations.F32;

    enum Activations {
        F32,
        INT8
    }

    /**
     * The options of {@code createEngine}; nothing is kept in the browser, since a tab is here for one command.
     *
     * @param contextLength 0 for what the engine chooses
     */
    Json json(int contextLength) {
        Map<String, Json> options = new LinkedHashMap<>();
        options.put("cache", Json.Bool.FALSE);
        if (quantization != null) {
            options.put("quantize", text(quantization));
        }
        if (cache != null) {
            options.put("kvCache", text(cache));
        }
        options.put("activations", text(activations));
        if (contextLength > 0) {
            options.put("contextLength", Json.Num.of(contextLength));
        }
        return new Json.Obj(options);
    }

    private static Json text(Enum<?> choice) {
        return new Json.Str(choice.name().toLowerCase(Locale.ROOT));
    }

    /** The weights as they are once loaded. */
    Weights weights(Program program, Weights ofFile) {
        return Optional.ofNullable(quantization)
                .<Weights>map(chosen -> new QuantizedWeights(program, ofFile, chosen))
                .orElse(ofFile);
    }

    Settings settings(Adapter adapter) {
        Settings usual = Settings.of(adapter);
        Settings cached = cache == null ? usual : usual.with(cache);
        return activations == Activations.INT8 ? cached.withInt8Activations(adapter) : cached;
    }
}
