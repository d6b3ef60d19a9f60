package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the spellings that published checkpoints use to those that transformers writes. */
record HuggingFaceNames(Config config) {

    Map<String, Tensor> rename(List<Tensor> tensors) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            renamed.put(tensor.name(), tensor);
        }
        return renamed;
    }
}
