package dev.samovar.inspect;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.checkpoint.HuggingFaceCheckpoint;
import dev.samovar.checkpoint.MlcCheckpoint;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.Folder;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufParts;
import dev.samovar.weights.MlcTensorCache;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.SafetensorsFile;
import dev.samovar.weights.SafetensorsFiles;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.WeightCheck;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found in a file or folder.
 *
 * @param container the kind of file, for people
 * @param architecture the file's own word for its model, empty when it has none
 * @param tensors under the file's own names
 * @param model the recorded program with its weights, when the model could run
 * @param fault why it could not, empty when it could
 */
public record Inspection(
        String container, String architecture, List<Tensor> tensors, Optional<Loadable> model, String fault) {

    /** A model that could run. */
    public record Loadable(Program program, Checkpoint checkpoint) {}

    /** Looks at a GGUF or safetensors file, or at a folder of Hugging Face or MLC. */
    public static Inspection of(File file) {
        if (file.isDirectory()) {
            var folder = new Folder(file);
            if (folder.find(MlcCheckpoint.CONFIG).isPresent()) {
                List<Tensor> tensors = List.copyOf(MlcTensorCache.read(folder).values());
                return judged("MLC repository", "", tensors, () -> MlcCheckpoint.read(folder));
            }
            List<Tensor> tensors = SafetensorsFiles.read(folder);
            return judged("safetensors folder", "", tensors, () -> HuggingFaceCheckpoint.read(folder));
        }
        if (file.getName().endsWith(".safetensors")) {
            var source = FileSource.of(file);
            String fault = "a safetensors file alone has no config.json; inspect its folder";
            return new Inspection("safetensors file", "", SafetensorsFile.read(source), Optional.empty(), fault);
        }
        var folder = new Folder(file.getAbsoluteFile().getParentFile());
        GgufFile gguf = GgufParts.read(folder, file.getName());
        String architecture = gguf.metadata().text("general.architecture").orElse("");
        return judged("GGUF version " + gguf.version(), architecture, gguf.tensors(), () -> GgufCheckpoint.of(gguf));
    }

    private static Inspection judged(
            String container, String architecture, List<Tensor> tensors, Supplier<Checkpoint> reader) {
        try {
            Checkpoint checkpoint = reader.get();
            Program program = Architectures.of(checkpoint.config()).record();
            WeightCheck.check(program, checkpoint.weights());
            String type = architecture.isEmpty() ? checkpoint.config().text("model_type", "") : architecture;
            return new Inspection(container, type, tensors, Optional.of(new Loadable(program, checkpoint)), "");
        } catch (ModelFormatException e) {
            return new Inspection(container, architecture, tensors, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }
}
