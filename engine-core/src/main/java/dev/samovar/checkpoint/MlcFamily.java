package dev.samovar.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * How MLC writes one model family: data beside the model's code.
 *
 * @param type MLC's {@code model_type}
 * @param modelType the same family in Hugging Face's {@code model_type}
 * @param layers what precedes a layer's number in MLC's names
 * @param huggingFaceLayers the same in Hugging Face's names
 * @param embedding MLC's name of the embedding table's module
 * @param modules Hugging Face's module by MLC's, outside the layers, where they differ
 * @param layerModules the same within a layer: the modules whose rows MLC laid one after the other; {@code *} stands for
 *     each expert's number
 */
record MlcFamily(
        String type,
        String modelType,
        String layers,
        String huggingFaceLayers,
        String embedding,
        Map<String, String> modules,
        Map<String, List<String>> layerModules) {

    /** Hugging Face's modules that an MLC module holds, in the order of rows. */
    List<String> modules(String mlc) {
        int layerEnd = mlc.startsWith(layers) ? mlc.indexOf('.', layers.length()) : -1;
        if (layerEnd < 0) {
            return List.of(modules.getOrDefault(mlc, mlc));
        }
        String layer = huggingFaceLayers + mlc.substring(layers.length(), layerEnd + 1);
        String module = mlc.substring(layerEnd + 1);
        return layerModules.getOrDefault(module, List.of(module)).stream()
                .map(layer::concat)
                .toList();
    }
}
