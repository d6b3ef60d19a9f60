package dev.samovar.checkpoint;

import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.gguf.GgufTokenizer;
import dev.samovar.tokenizer.hf.TokenizerJson;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFormatException;

/** Where a checkpoint keeps its tokenizer; built only when asked for. */
public sealed interface TokenizerFile {

    /** Builds the tokenizer, or says what is wrong with its file. */
    Tokenizer read();

    /** The vocabulary in a GGUF file's metadata. */
    record Gguf(GgufMetadata metadata) implements TokenizerFile {
        @Override
        public Tokenizer read() {
            return GgufTokenizer.of(metadata);
        }
    }

    /** Hugging Face's {@code tokenizer.json}. */
    record HuggingFace(ByteSource file) implements TokenizerFile {
        @Override
        public Tokenizer read() {
            return TokenizerJson.read(JsonFile.bytes(file), file.name());
        }
    }

    /** There is none: such a checkpoint runs on token ids only. */
    record Missing(String why) implements TokenizerFile {
        @Override
        public Tokenizer read() {
            throw new ModelFormatException(why);
        }
    }

    /** No file: the tokenizer is at hand. */
    record Made(Tokenizer tokenizer) implements TokenizerFile {
        @Override
        public Tokenizer read() {
            return tokenizer;
        }
    }
}
