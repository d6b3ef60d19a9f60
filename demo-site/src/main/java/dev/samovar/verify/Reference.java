package dev.samovar.verify;

import dev.samovar.json.Json;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The {@code expected.json} of a checkpoint's folder.
 *
 * @param inputIds [T] the prompt
 * @param logits [T][vocabulary] after each of its tokens
 * @param greedy the likeliest tokens after the prompt, each following on those before
 */
public record Reference(int[] inputIds, float[][] logits, int[] greedy) {

    public static Reference read(ModelFiles folder) {
        Json json = JsonFile.read(folder.require("expected.json"));
        String where = folder.name() + "/expected.json";
        var reference = new Reference(
                ints(array(json, "input_ids", where)),
                array(json, "logits", where).stream()
                        .map(row -> floats(row, where))
                        .toArray(float[][]::new),
                ints(array(json, "greedy", where)));
        if (reference.logits.length != reference.inputIds.length) {
            throw new ModelFormatException(where + ": expected a row of logits for each of " + reference.inputIds.length
                    + " input_ids, found " + reference.logits.length);
        }
        return reference;
    }

    /** The prompt and all greedy tokens that are followed by another: what shows every logit the reference tells of. */
    public int[] tokens() {
        return IntStream.concat(IntStream.of(inputIds), IntStream.of(greedy).limit(Math.max(0, greedy.length - 1)))
                .toArray();
    }

    private static List<Json> array(Json json, String name, String where) {
        if (json.get(name) instanceof Json.Arr array) {
            return array.items();
        }
        throw new ModelFormatException(where + ": expected an array " + name);
    }

    private static int[] ints(List<Json> items) {
        return items.stream().mapToInt(item -> (int) number(item)).toArray();
    }

    private static float[] floats(Json row, String where) {
        if (!(row instanceof Json.Arr array)) {
            throw new ModelFormatException(where + ": expected logits to be an array of arrays");
        }
        float[] out = new float[array.items().size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) number(array.items().get(i));
        }
        return out;
    }

    private static double number(Json item) {
        if (item instanceof Json.Num number) {
            return number.value();
        }
        throw new ModelFormatException("expected.json: expected a number, found " + item.text());
    }
}
