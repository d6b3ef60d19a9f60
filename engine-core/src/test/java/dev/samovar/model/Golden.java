package dev.samovar.model;

import dev.samovar.json.Json;
import dev.samovar.weights.Folder;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.SafetensorsFile;
import dev.samovar.weights.Tensor;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tiny checkpoint with the logits and tokens that transformers computes from it; see goldens/README.md. */
record Golden(Config config, NamedWeights weights, int[] inputIds, float[][] logits, int[] greedy) {

    static Golden read(String family) {
        var folder = new Folder(new File("../goldens/" + family));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Tensor tensor : SafetensorsFile.read(folder.require("model.safetensors"))) {
            tensors.put(tensor.name(), tensor);
        }
        Json expected = JsonFile.read(folder.require("expected.json"));
        return new Golden(
                new Config(JsonFile.read(folder.require("config.json")), family + "/config.json"),
                new NamedWeights(family, tensors),
                ints(items(expected, "input_ids")),
                items(expected, "logits").stream()
                        .map(row -> floats(((Json.Arr) row).items()))
                        .toArray(float[][]::new),
                ints(items(expected, "greedy")));
    }

    private static List<Json> items(Json json, String name) {
        return json.get(name) instanceof Json.Arr array ? array.items() : List.of();
    }

    private static int[] ints(List<Json> items) {
        return items.stream().mapToInt(item -> (int) ((Json.Num) item).value()).toArray();
    }

    private static float[] floats(List<Json> items) {
        float[] out = new float[items.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((Json.Num) items.get(i)).value();
        }
        return out;
    }
}
