package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import java.util.Map;

/**
 * How GGUF writes one model family: data beside the model's code.
 *
 * @param architecture the value of {@code general.architecture}, which also prefixes the family's keys
 * @param modelType the same family in Hugging Face's {@code model_type}
 * @param layerPrefix what precedes a layer's number in Hugging Face's names
 * @param modules Hugging Face's module by GGUF's, outside the layers
 * @param layerModules the same within a layer; {@code *} stands for an expert's number
 * @param permutedHeads whether the converter laid rotary pairs side by side in Q and K
 * @param constants configuration fields that GGUF leaves out because the family fixes them
 */
record GgufFamily(
        String architecture,
        String modelType,
        String layerPrefix,
        Map<String, String> modules,
        Map<String, String> layerModules,
        boolean permutedHeads,
        Map<String, Json> constants) {}
