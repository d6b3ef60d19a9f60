package dev.samovar.weights;

import java.util.List;

/** Arithmetic on shapes that may be hostile. */
final class Shape {
    private Shape() {}

    /**
     * Product of the dimensions.
     *
     * @param largest a bound on the product, such as the file's size: beyond it the shape is an error
     * @param where what has the shape, for messages
     */
    static long elements(List<Integer> shape, long largest, String where) {
        long elements = 1;
        for (int dimension : shape) {
            if (dimension != 0 && elements > largest / dimension) {
                throw new ModelFormatException(
                        where + " has shape " + shape + ", more values than the file's size allows");
            }
            elements *= dimension;
        }
        return elements;
    }
}
