package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.RowOrder;
import dev.samovar.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives GGUF's tensors the names of Hugging Face, and says where their rows are permuted. */
record GgufNames(GgufFamily family, Config config) {
    private static final String LAYER = "blk.";

    /** Tensors without a counterpart (frequency factors, say) are left out. */
    Map<String, Tensor> rename(List<Tensor> tensors) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            String name = name(tensor.name());
            if (name == null) {
                continue;
            }
            int star = name.indexOf(".*."); // the place of an expert's number, or a head's
            if (star < 0) {
                renamed.put(name, tensor.withRowOrder(rowOrder(tensor.name())));
            } else {
                List<Tensor> slices = tensor.slices();
                for (int i = 0; i < slices.size(); i++) {
                    renamed.put(name.substring(0, star + 1) + i + name.substring(star + 2), slices.get(i));
                }
            }
        }
        return renamed;
    }

    /** {@code blk.3.attn_q.weight} → {@code model.layers.3.self_attn.q_proj.weight}. */
    private @Nullable String name(String gguf) {
        int suffix = gguf.lastIndexOf('.');
        if (suffix < 0) {
            return null;
        }
        if (!gguf.startsWith(LAYER)) {
            String module = family.modules().get(gguf.substring(0, suffix));
            return module == null ? null : module + gguf.substring(suffix);
        }
        int afterLayer = gguf.indexOf('.', LAYER.length());
        if (afterLayer >= suffix) {
            return null;
        }
        String module = family.layerModules().get(gguf.substring(afterLayer + 1, suffix));
        String layer = gguf.substring(LAYER.length(), afterLayer);
        return module == null ? null : family.layerPrefix() + layer + "." + module + gguf.substring(suffix);
    }

    private RowOrder rowOrder(String gguf) {
        boolean permuted = family.permutedHeads() && (gguf.contains(".attn_q.") || gguf.contains(".attn_k."));
        return permuted ? new RowOrder.InterleavedHeads(config.integer("head_dim")) : new RowOrder.Plain();
    }
}
