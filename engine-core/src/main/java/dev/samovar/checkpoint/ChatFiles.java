package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import java.util.Optional;

/** What takes conversations to tokens and back: of a checkpoint all but the model. */
public record ChatFiles(ChatInputs inputs, TokenizerFile tokenizer) {

    /** Of a GGUF file, whatever its architecture. */
    public static ChatFiles of(ByteSource gguf) {
        return of(GgufFile.read(gguf).metadata());
    }

    /** Of a folder, which need hold no weights. */
    public static ChatFiles in(ModelFiles files) {
        Optional<ByteSource> mlc = files.find(MlcCheckpoint.CONFIG);
        Optional<ByteSource> config = mlc.isPresent() ? mlc : files.find("config.json");
        return in(files, config.isPresent() ? JsonFile.read(config.get()) : Json.Null.NULL);
    }

    static ChatFiles of(GgufMetadata metadata) {
        return new ChatFiles(GgufChat.of(metadata), new TokenizerFile.Gguf(metadata));
    }

    /** @param config the model's {@code config.json}, or MLC's {@code mlc-chat-config.json} */
    static ChatFiles in(ModelFiles files, Json config) {
        return new ChatFiles(HuggingFaceChat.of(files, config), TokenizerFile.in(files));
    }
}
