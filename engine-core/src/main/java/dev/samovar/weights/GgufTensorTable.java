package dev.samovar.weights;

import dev.samovar.quant.WeightFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the tensor entries of a GGUF file: name, dimensions (innermost first), type, offset from the data's start. */
final class GgufTensorTable {
    private static final int MOST_DIMENSIONS = 4;

    private final ByteSource source;
    private final GgufCursor in;
    private final long alignment;
    private final Set<String> names = new HashSet<>();

    /**
     * An entry; where its data lie is known once the last entry has been read.
     *
     * @param at place of the offset field, for messages
     */
    private record Entry(String name, WeightFormat format, List<Integer> shape, long bytes, long offset, long at) {}

    GgufTensorTable(ByteSource source, GgufCursor in, GgufMetadata metadata) {
        this.source = source;
        this.in = in;
        this.alignment = metadata.integer("general.alignment").orElse(32L);
        if (alignment < 1 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
            throw new ModelFormatException(
                    source.name() + ": metadata general.alignment must be a power of two up to 2^20, not " + alignment);
        }
    }

    List<Tensor> read(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry("tensor " + i));
        }
        long dataStart = (in.position() + alignment - 1) / alignment * alignment;
        requireDisjoint(entries, source.size() - dataStart);
        return entries.stream()
                .map(e -> new Tensor(
                        e.name(), e.format(), e.shape(), source, dataStart + e.offset(), new RowOrder.Plain()))
                .toList();
    }

    private Entry entry(String which) {
        long at = in.position();
        String name = in.text("name of " + which);
        if (!names.add(name)) {
            throw in.wrong("name of " + which, at, "new", name + " a second time");
        }
        String field = "tensor " + name;
        List<Integer> shape = shape(field);
        long typeAt = in.position();
        int type = in.i32("type of " + field);
        WeightFormat format = GgufTensorType.of(type);
        if (format == null) {
            throw in.wrong("type of " + field, typeAt, "a type of ggml", Integer.toUnsignedString(type));
        }
        int rowLength = shape.get(shape.size() - 1);
        if (rowLength % format.blockElements() != 0) {
            throw in.wrong(
                    "first dimension of " + field,
                    typeAt,
                    "a multiple of " + format.blockElements() + ", the block of " + format.name(),
                    String.valueOf(rowLength));
        }
        // the densest format has eight values a byte or fewer
        long elements = Shape.elements(shape, source.size() * 8, source.name() + ": " + field);
        long offsetAt = in.position();
        long offset = in.i64("offset of " + field);
        if (offset < 0 || offset % alignment != 0) {
            throw in.wrong("offset of " + field, offsetAt, "a multiple of " + alignment, Long.toUnsignedString(offset));
        }
        return new Entry(name, format, shape, format.bytes(elements), offset, offsetAt);
    }

    /** The dimensions outermost first; a tensor of none is a single number. */
    private List<Integer> shape(String field) {
        long at = in.position();
        int dimensions = in.i32("dimension count of " + field);
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw in.wrong(
                    "dimension count of " + field,
                    at,
                    "from 0 to " + MOST_DIMENSIONS,
                    Integer.toUnsignedString(dimensions));
        }
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            long dimensionAt = in.position();
            long dimension = in.i64("dimension " + i + " of " + field);
            if (dimension < 1 || dimension > Integer.MAX_VALUE) {
                throw in.wrong(
                        "dimension " + i + " of " + field,
                        dimensionAt,
                        "from 1 to " + Integer.MAX_VALUE,
                        Long.toUnsignedString(dimension));
            }
            shape.add(0, (int) dimension);
        }
        return shape.isEmpty() ? List.of(1) : shape;
    }

    private void requireDisjoint(List<Entry> entries, long dataSize) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::offset));
        String before = "the header";
        long end = 0;
        for (Entry entry : sorted) {
            String field = "offset of tensor " + entry.name();
            if (entry.offset() < end) {
                throw in.wrong(field, entry.at(), "at least " + end + ", the end of " + before, "" + entry.offset());
            }
            if (entry.offset() > dataSize - entry.bytes()) {
                throw new ModelFormatException(source.name() + ": tensor " + entry.name() + " has " + entry.bytes()
                        + " bytes from offset " + entry.offset() + " of the data, which have only "
                        + Math.max(0, dataSize)
                        + "; the file is truncated");
            }
            before = "tensor " + entry.name();
            end = entry.offset() + entry.bytes();
        }
    }
}
