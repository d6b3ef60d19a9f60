package dev.samovar.weights;

import dev.samovar.json.Json;
import dev.samovar.quant.BF16;
import dev.samovar.quant.F16;
import dev.samovar.quant.F32;
import dev.samovar.quant.Unsupported;
import dev.samovar.quant.WeightFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code tensor-cache.json} (older: {@code ndarray-cache.json}) of an MLC repository: which tensors lie where in
 * which shard. Codes and scales are still tensors of their own.
 */
public final class MlcTensorCache {
    private static final String NAME = "tensor-cache.json";
    private static final String OLDER_NAME = "ndarray-cache.json";

    private final ModelFiles files;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private MlcTensorCache(ModelFiles files) {
        this.files = files;
    }

    /** The tensors by name, in the file's order. */
    public static Map<String, Tensor> read(ModelFiles files) {
        Optional<ByteSource> newer = files.find(NAME);
        Optional<ByteSource> found = newer.isPresent() ? newer : files.find(OLDER_NAME);
        if (found.isEmpty()) {
            throw new ModelFormatException(files.name() + " holds neither " + NAME + " nor " + OLDER_NAME);
        }
        ByteSource file = found.get();
        var cache = new MlcTensorCache(files);
        for (Json shard : records(JsonFile.read(file), file.name())) {
            cache.shard(shard, file.name());
        }
        return cache.tensors;
    }

    private void shard(Json json, String where) {
        String path = text(json, "dataPath", where);
        if (path.contains("/") || path.contains("\\")) {
            throw new ModelFormatException(where + ": dataPath must name a file beside it, not " + path);
        }
        String md5 = json.get("md5sum") instanceof Json.Str s ? s.value() : "";
        var source = new MlcShard(files, path, md5);
        long bytes = integer(json.get("nbytes"), "nbytes", where + ": " + path, 0, Long.MAX_VALUE);
        if (bytes != source.size()) {
            throw new ModelFormatException(source.name() + " has " + source.size() + " bytes, but " + where + " says "
                    + bytes + "; it is truncated or of another model");
        }
        for (Json record : records(json, where + ": " + path)) {
            Tensor tensor = tensor(record, source, where);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new ModelFormatException(where + ": tensor " + tensor.name() + " is there twice");
            }
        }
    }

    private static Tensor tensor(Json record, MlcShard source, String where) {
        String name = text(record, "name", where);
        String at = where + ": tensor " + name;
        List<Integer> shape = new ArrayList<>();
        if (record.get("shape") instanceof Json.Arr dimensions) {
            for (Json dimension : dimensions.items()) {
                shape.add((int) integer(dimension, "shape", at, 1, Integer.MAX_VALUE));
            }
        }
        WeightFormat format = format(text(record, "dtype", at), record.get("format"), at);
        long offset = integer(record.get("byteOffset"), "byteOffset", at, 0, source.size());
        long bytes = Shape.elements(shape, source.size(), at) * format.blockBytes();
        if (shape.isEmpty() || bytes > source.size() - offset) {
            throw new ModelFormatException(at + ": shape " + shape + " of " + format.name() + " needs " + bytes
                    + " bytes from offset " + offset + ", but " + source.name() + " has " + source.size());
        }
        return new Tensor(name, format, shape, source, offset, new RowOrder.Plain());
    }

    /** {@code f32-to-bf16} means something only beside {@code float32}; it is on other records too. */
    private static WeightFormat format(String dtype, @Nullable Json stored, String at) {
        boolean narrowed = stored instanceof Json.Str s && s.value().equals("f32-to-bf16");
        return switch (dtype) {
            case "float16" -> new F16();
            case "bfloat16" -> new BF16();
            case "float32" -> narrowed ? new BF16() : new F32();
            case "uint32" -> new Unsupported("U32", 1, 4);
            default ->
                throw new ModelFormatException(
                        at + ": dtype must be float16, bfloat16, float32 or uint32, not " + dtype);
        };
    }

    private static List<Json> records(Json json, String where) {
        if (json.get("records") instanceof Json.Arr records) {
            return records.items();
        }
        throw new ModelFormatException(where + " lacks the array records");
    }

    private static String text(Json json, String field, String where) {
        if (json.get(field) instanceof Json.Str s) {
            return s.value();
        }
        throw new ModelFormatException(where + " lacks the string " + field);
    }

    private static long integer(@Nullable Json value, String field, String where, long least, long largest) {
        if (value instanceof Json.Num n && n.isInteger() && n.value() >= least && n.value() <= largest) {
            return (long) n.value();
        }
        throw new ModelFormatException(where + ": " + field + " must be integers from " + least + " to " + largest
                + ", not " + (value == null ? "absent" : value.text()));
    }
}
