package dev.samovar.verify;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.FolderCheckpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.checkpoint.MlcCheckpoint;
import dev.samovar.weights.Folder;
import dev.samovar.weights.GgufParts;
import dev.samovar.weights.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is verified.
 *
 * @param model the folder of a Hugging Face or MLC checkpoint, or a GGUF file
 * @param reference the {@code expected.json} beside it
 */
public record Subject(Path model, Checkpoint checkpoint, Reference reference) {

    /** Reads a folder with {@code expected.json} and a checkpoint of Hugging Face or MLC or one GGUF file. */
    public static Subject read(Path path) {
        var folder = new Folder(path.toFile());
        Reference reference = Reference.read(folder);
        if (folder.find("config.json").isPresent()
                || folder.find(MlcCheckpoint.CONFIG).isPresent()) {
            return new Subject(path, FolderCheckpoint.read(folder), reference);
        }
        List<Path> files = ggufFiles(path);
        if (files.size() != 1) {
            throw new ModelFormatException(path
                    + ": expected a config.json or one GGUF file beside expected.json, found neither config.json nor "
                    + (files.isEmpty() ? "a GGUF file" : "one GGUF file but " + files.size()));
        }
        Path file = files.getFirst();
        return new Subject(file, GgufCheckpoint.read(folder, file.getFileName().toString()), reference);
    }

    private static List<Path> ggufFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isModel(file.getFileName().toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    /** Of a file in parts, the first stands for all. */
    private static boolean isModel(String file) {
        return file.endsWith(".gguf") && GgufParts.names(file).getFirst().equals(file);
    }
}
