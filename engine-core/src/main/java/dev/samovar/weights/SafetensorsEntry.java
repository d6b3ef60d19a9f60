package dev.samovar.weights;

import dev.samovar.json.Json;
import dev.samovar.quant.BF16;
import dev.samovar.quant.F16;
import dev.samovar.quant.F32;
import dev.samovar.quant.Unsupported;
import dev.samovar.quant.WeightFormat;
import java.util.ArrayList;
import java.util.List;

/** One entry of a safetensors header, checked field by field. */
record SafetensorsEntry(ByteSource source, long dataStart, String name, Json entry) {

    Tensor tensor() {
        WeightFormat format = format();
        List<Integer> shape = shape();
        List<Json> offsets = items("data_offsets");
        if (offsets.size() != 2) {
            throw wrong("data_offsets", "[begin, end]");
        }
        long begin = integer("data_offsets", offsets.get(0), source.size() - dataStart);
        long end = integer("data_offsets", offsets.get(1), source.size() - dataStart);
        long bytes = Shape.elements(shape, source.size(), source.name() + ": tensor " + name) * format.blockBytes();
        if (end - begin != bytes) {
            throw wrong("data_offsets", "a range of " + bytes + " bytes, as dtype and shape say");
        }
        return new Tensor(name, format, shape, source, dataStart + begin, new RowOrder.Plain());
    }

    private WeightFormat format() {
        if (!(entry.get("dtype") instanceof Json.Str dtype)) {
            throw wrong("dtype", "a string");
        }
        return switch (dtype.value()) {
            case "F32" -> new F32();
            case "F16" -> new F16();
            case "BF16" -> new BF16();
            case "F64", "I64", "U64" -> new Unsupported(dtype.value(), 1, 8);
            case "I32", "U32" -> new Unsupported(dtype.value(), 1, 4);
            case "I16", "U16" -> new Unsupported(dtype.value(), 1, 2);
            case "I8", "U8", "BOOL", "F8_E4M3", "F8_E5M2", "F8_E8M0" -> new Unsupported(dtype.value(), 1, 1);
            default -> throw wrong("dtype", "a type of the safetensors format, such as F32, F16 or BF16");
        };
    }

    private List<Integer> shape() {
        List<Integer> shape = new ArrayList<>();
        for (Json dimension : items("shape")) {
            shape.add((int) integer("shape", dimension, Integer.MAX_VALUE));
        }
        return shape;
    }

    private List<Json> items(String field) {
        if (entry.get(field) instanceof Json.Arr array) {
            return array.items();
        }
        throw wrong(field, "an array");
    }

    private long integer(String field, Json value, long largest) {
        if (value instanceof Json.Num n && n.isInteger() && n.value() >= 0 && n.value() <= largest) {
            return (long) n.value();
        }
        throw wrong(field, "integers from 0 to " + largest);
    }

    private ModelFormatException wrong(String field, String expected) {
        Json came = entry.get(field);
        return new ModelFormatException(source.name() + ": tensor " + name + ": " + field + " must be " + expected
                + ", not " + (came == null ? "absent" : came.text()));
    }
}
