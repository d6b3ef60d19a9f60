package dev.samovar.weights;

/** The order of a matrix's rows in the file, against the order the model means. */
public sealed interface RowOrder {

    /** The file's row that holds the model's row {@code row}. */
    int fileRow(int row);

    /** As the model means them. */
    record Plain() implements RowOrder {
        @Override
        public int fileRow(int row) {
            return row;
        }
    }

    /**
     * Rotary pairs side by side within each head, as llama.cpp's converter permutes Q and K of the llama architecture:
     * model row (head, half s, i) lies at file row (head, i, s).
     */
    record InterleavedHeads(int headDim) implements RowOrder {
        @Override
        public int fileRow(int row) {
            int half = headDim / 2;
            int within = row % headDim;
            return row - within + within % half * 2 + within / half;
        }
    }

    /**
     * The heads of several projections interleaved, as GPT-NeoX fuses queries, keys and values: model row (part, head, i)
     * lies at file row (head, part, i).
     *
     * @param parts projections in the matrix
     */
    record InterleavedParts(int parts, int heads, int headDim) implements RowOrder {
        @Override
        public int fileRow(int row) {
            int part = row / (heads * headDim);
            int head = row / headDim % heads;
            return (head * parts + part) * headDim + row % headDim;
        }
    }
}
