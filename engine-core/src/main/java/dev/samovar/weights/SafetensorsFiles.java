package dev.samovar.weights;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The safetensors of a folder: {@code model.safetensors}, or the shards that its index names. */
public final class SafetensorsFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private SafetensorsFiles() {}

    /** All tensors, or an error where there is neither file. */
    public static List<Tensor> read(ModelFiles files) {
        return find(files)
                .orElseThrow(
                        () -> new ModelFormatException(files.name() + " holds neither " + SINGLE + " nor " + INDEX));
    }

    /** All tensors, or empty where there is neither file; a name that two shards hold is an error. */
    public static Optional<List<Tensor>> find(ModelFiles files) {
        Optional<ByteSource> index = files.find(INDEX);
        if (index.isEmpty()) {
            Optional<ByteSource> single = files.find(SINGLE);
            return single.isPresent() ? Optional.of(SafetensorsFile.read(single.get())) : Optional.empty();
        }
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String shard : shards(index.get())) {
            for (Tensor tensor : SafetensorsFile.read(files.require(shard))) {
                if (!names.add(tensor.name())) {
                    throw new ModelFormatException(files.name() + ": tensor " + tensor.name() + " is in " + shard
                            + " and in a shard before it");
                }
                tensors.add(tensor);
            }
        }
        return Optional.of(tensors);
    }

    private static Set<String> shards(ByteSource index) {
        if (!(JsonFile.read(index).get("weight_map") instanceof Json.Obj map)) {
            throw new ModelFormatException(index.name() + " lacks the object weight_map");
        }
        Set<String> shards = new LinkedHashSet<>();
        for (Json file : map.members().values()) {
            if (!(file instanceof Json.Str name)
                    || name.value().contains("/")
                    || name.value().contains("\\")) {
                throw new ModelFormatException(
                        index.name() + ": weight_map must name files beside it, not " + file.text());
            }
            shards.add(name.value());
        }
        return shards;
    }
}
