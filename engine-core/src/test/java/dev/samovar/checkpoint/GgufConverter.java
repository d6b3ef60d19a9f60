package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import dev.samovar.weights.GgufWriter;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.TensorReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Writes a Hugging Face checkpoint as GGUF in float32, as llama.cpp's converter would. */
final class GgufConverter {
    private final Config config;
    private final Map<String, Tensor> tensors;
    private final String architecture;
    private final Map<String, Json> names;
    private final GgufWriter out = new GgufWriter();

    /** @param oracle the checkpoint's entry in gguf_names.json */
    GgufConverter(Checkpoint checkpoint, Json oracle) {
        config = checkpoint.config();
        tensors = ((NamedWeights) checkpoint.weights()).tensors();
        architecture = oracle.get("architecture") instanceof Json.Str s ? s.value() : "";
        names = oracle.get("names") instanceof Json.Obj o ? o.members() : Map.of();
    }

    byte[] convert() {
        metadata();
        rotary();
        for (var entry : names.entrySet()) {
            String gguf = ((Json.Str) entry.getValue()).value();
            if (entry.getKey().contains("*")) {
                experts(entry.getKey(), gguf);
            } else {
                Tensor tensor = tensor(entry.getKey());
                write(gguf, tensor.shape(), values(entry.getKey(), tensor));
            }
        }
        return out.bytes();
    }

    private void metadata() {
        out.put("general.architecture", architecture);
        Map<String, String> integers = new LinkedHashMap<>();
        integers.put("context_length", "max_position_embeddings n_positions");
        integers.put("embedding_length", "hidden_size n_embd");
        integers.put("block_count", "num_hidden_layers n_layer");
        integers.put("feed_forward_length", "intermediate_size");
        integers.put("attention.head_count", "num_attention_heads n_head");
        integers.put("attention.head_count_kv", "num_key_value_heads");
        integers.put("attention.key_length", "head_dim");
        integers.put("attention.sliding_window", "sliding_window");
        integers.put("expert_count", "num_local_experts");
        integers.put("expert_used_count", "num_experts_per_tok");
        integers.put("expert_feed_forward_length", "moe_intermediate_size");
        integers.put("rope.scaling.original_context_length", "original_max_position_embeddings");
        integers.forEach((key, fields) -> {
            for (String field : fields.split(" ")) {
                if (config.field(field) instanceof Json.Num n) {
                    out.put(architecture + "." + key, (int) n.value());
                }
            }
        });
        if (config.field("n_embd") != null) {
            out.put("gpt2.feed_forward_length", 4 * config.integer("n_embd"));
        }
        number("attention.layer_norm_rms_epsilon", "rms_norm_eps");
        number("attention.layer_norm_epsilon", "layer_norm_eps");
        number("attention.layer_norm_epsilon", "layer_norm_epsilon");
        number("attn_logit_softcapping", "attn_logit_softcapping");
        number("final_logit_softcapping", "final_logit_softcapping");
        if (config.field("use_parallel_residual") != null) {
            out.put(architecture + ".use_parallel_residual", config.flag("use_parallel_residual", false));
        }
    }

    private void number(String key, String field) {
        if (config.field(field) != null) {
            out.put(architecture + "." + key, config.number(field, 0));
        }
    }

    private void rotary() {
        Config rope = config.object("rope_parameters");
        if (rope == null) {
            return;
        }
        Config full = rope.object("full_attention");
        out.put(architecture + ".rope.freq_base", (full == null ? rope : full).number("rope_theta", 10000));
        if (rope.field("partial_rotary_factor") != null) {
            float part = rope.number("partial_rotary_factor", 1);
            out.put(architecture + ".rope.dimension_count", (int) (headDim() * part));
        }
        switch (rope.text("rope_type", "default")) {
            case "llama3" -> write("rope_freqs.weight", List.of(headDim() / 2), llama3Factors(rope));
            case "longrope" -> {
                write("rope_factors_long.weight", List.of(headDim() / 2), floats(rope.numbers("long_factor")));
                write("rope_factors_short.weight", List.of(headDim() / 2), floats(rope.numbers("short_factor")));
            }
            default -> {}
        }
    }

    private int headDim() {
        return config.integer("head_dim", config.integer("hidden_size") / config.integer("num_attention_heads"));
    }

    /** What the converter divides frequencies by. */
    private float[] llama3Factors(Config rope) {
        float[] factors = new float[headDim() / 2];
        float old = rope.number("original_max_position_embeddings", 0);
        float low = rope.number("low_freq_factor", 0);
        float high = rope.number("high_freq_factor", 0);
        float factor = rope.number("factor", 0);
        for (int i = 0; i < factors.length; i++) {
            double wavelength = 2 * Math.PI * Math.pow(rope.number("rope_theta", 0), 2.0 * i / headDim());
            double smooth = (old / wavelength - low) / (high - low);
            factors[i] = wavelength < old / high
                    ? 1
                    : wavelength > old / low ? factor : (float) (1 / ((1 - smooth) / factor + smooth));
        }
        return factors;
    }

    private void experts(String name, String gguf) {
        int count = config.integer("num_local_experts");
        float[] all = new float[0];
        List<Integer> shape = List.of();
        for (int e = 0; e < count; e++) {
            Tensor tensor = tensor(name.replace("*", "" + e));
            float[] values = TensorReader.decode(tensor);
            if (e == 0) {
                all = new float[count * values.length];
                shape = List.of(count, tensor.shape().get(0), tensor.shape().get(1));
            }
            System.arraycopy(values, 0, all, e * values.length, values.length);
        }
        write(gguf, shape, all);
    }

    /** The tensor's values in the order that GGUF wants. */
    private float[] values(String name, Tensor tensor) {
        float[] values = TensorReader.decode(tensor);
        String type = config.text("model_type", "");
        boolean queryOrKey = name.contains("q_proj") || name.contains("k_proj");
        if (queryOrKey && (architecture.equals("llama") || architecture.equals("smollm3"))) {
            return rows(values, tensor.shape().get(0), this::besideEachOther);
        }
        if (type.startsWith("gemma") && name.endsWith("norm.weight")) {
            for (int i = 0; i < values.length; i++) {
                values[i]++;
            }
        }
        if (type.equals("gpt_neox") && name.contains("query_key_value")) {
            return rows(values, tensor.shape().get(0), tensor.rowOrder()::fileRow);
        }
        if (type.equals("gpt2") && tensor.shape().size() == 2 && name.contains(".h.")) {
            return transposed(values, tensor.shape().get(0), tensor.shape().get(1));
        }
        return values;
    }

    /** The model's row that the converter puts at {@code row}: of each head, first halves and second ones in turn. */
    private int besideEachOther(int row) {
        int within = row % headDim();
        return row - within + within % 2 * (headDim() / 2) + within / 2;
    }

    private static float[] rows(float[] values, int rows, IntUnaryOperator from) {
        int width = values.length / rows;
        float[] out = new float[values.length];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, from.applyAsInt(r) * width, out, r * width, width);
        }
        return out;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] out = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i % columns * rows + i / columns] = values[i];
        }
        return out;
    }

    private void write(String name, List<Integer> shape, float[] values) {
        boolean turned = config.text("model_type", "").equals("gpt2") && shape.size() == 2 && name.startsWith("blk.");
        out.floats(name, turned ? List.of(shape.get(1), shape.get(0)) : shape, values);
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name.replace("embed_out.", "lm_head."));
        if (tensor == null) {
            throw new AssertionError("the golden checkpoint has no " + name);
        }
        return tensor;
    }

    private static float[] floats(List<Float> values) {
        float[] out = new float[values.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = values.get(i);
        }
        return out;
    }
}
