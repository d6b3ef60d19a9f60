package dev.samovar.checkpoint;

import dev.samovar.weights.GgufParts;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which GGUF file of a repository is meant: most hold the same model in a dozen quantisations. */
public final class GgufChoice {
    /** Best first: four bits lose little and run fastest; beyond them more bits before fewer, whole floats last. */
    private static final List<String> ORDER = List.of(
            "Q4_K_M", "Q4_K_S", "Q4_K", "Q4_0", "Q4_1", "IQ4_NL", "IQ4_XS", "Q4", "Q5_K_M", "Q5_K_S", "Q5_K", "Q5_0",
            "Q5_1", "Q6_K", "Q8_0", "Q8", "Q3_K_L", "Q3_K_M", "Q3_K_S", "Q2_K", "F16", "FP16", "BF16", "F32");

    private GgufChoice() {}

    /**
     * The file's name, of parts the first's.
     *
     * @param quantization as file names write it, such as {@code Q8_0}, case aside; empty for the best there is
     */
    public static String of(ModelFiles files, String quantization) {
        List<String> models = models(files.list());
        List<String> chosen = models;
        if (!quantization.isEmpty()) {
            chosen = written(models, quantization);
        } else if (models.size() > 1) {
            chosen = best(models);
        }
        if (chosen.size() == 1) {
            return chosen.getFirst();
        }
        if (models.isEmpty()) {
            throw new ModelFormatException(files.name() + " holds neither config.json with model.safetensors (or "
                    + "model.safetensors.index.json), nor " + MlcCheckpoint.CONFIG + ", nor a GGUF file");
        }
        throw new ModelFormatException(files.name() + " holds " + (chosen.isEmpty() ? "no" : chosen.size())
                + " GGUF files " + (quantization.isEmpty() ? "to choose" : "of " + quantization)
                + "; name one of " + String.join(", ", chosen.isEmpty() ? models : chosen));
    }

    /** Whole models: no projectors for images, no importance matrices, of parts the first. */
    private static List<String> models(List<String> files) {
        List<String> models = new ArrayList<>();
        for (String file : files) {
            String lower = file.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".gguf")
                    && !lower.contains("mmproj")
                    && !lower.contains("imatrix")
                    && GgufParts.names(file).getFirst().equals(file)) {
                models.add(file);
            }
        }
        return models;
    }

    private static List<String> best(List<String> models) {
        for (String quantization : ORDER) {
            List<String> written = written(models, quantization);
            if (!written.isEmpty()) {
                return written;
            }
        }
        return List.of();
    }

    /** Those whose names end with the quantisation, as in {@code model-Q4_K_M.gguf}, {@code model.q4_k_m-00001-of-00002.gguf}. */
    private static List<String> written(List<String> models, String quantization) {
        List<String> found = new ArrayList<>();
        for (String model : models) {
            int parts = GgufParts.names(model).size() > 1 ? "-00001-of-00001".length() : 0;
            String stem = model.substring(0, model.length() - ".gguf".length() - parts);
            int start = stem.length() - quantization.length();
            if (stem.regionMatches(true, start, quantization, 0, quantization.length())
                    && (start == 0 || "-._/".indexOf(stem.charAt(start - 1)) >= 0)) {
                found.add(model);
            }
        }
        return found;
    }
}
