package dev.samovar.checkpoint;

import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.gguf.GgufTokenizer;
import dev.samovar.tokenizer.hf.TokenizerJson;
import dev.samovar.tokenizer.sentencepiece.SentencePieceFile;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a checkpoint keeps its tokenizer; built only when asked for. */
public sealed interface TokenizerFile {

    /** Builds the tokenizer, or says what is wrong with its file. */
    Tokenizer read();

    /** The tokenizer in a file of any kind, told apart by its first bytes. */
    static TokenizerFile of(ByteSource file) {
        byte[] start = file.read(0, (int) Math.min(file.size(), 64));
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("GGUF")) {
            return new Gguf(GgufFile.read(file).metadata());
        }
        return text.stripLeading().startsWith("{") ? new HuggingFace(file) : new SentencePiece(file);
    }

    /** The tokenizer beside a model: {@code tokenizer.json}, else {@code tokenizer.model}. */
    static TokenizerFile in(ModelFiles files) {
        Optional<ByteSource> json = files.find("tokenizer.json");
        if (json.isPresent()) {
            return new HuggingFace(json.get());
        }
        Optional<ByteSource> model = files.find("tokenizer.model");
        return model.isPresent()
                ? new SentencePiece(model.get())
                : new Missing(files.name() + " holds neither tokenizer.json nor tokenizer.model");
    }

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

    /** SentencePiece's {@code tokenizer.model}. */
    record SentencePiece(ByteSource file) implements TokenizerFile {
        /** Far above any published model. */
        private static final int LARGEST = 100_000_000;

        @Override
        public Tokenizer read() {
            if (file.size() > LARGEST) {
                throw new ModelFormatException(
                        file.name() + " has " + file.size() + " bytes; SentencePiece models are read up to " + LARGEST);
            }
            return SentencePieceFile.read(file.read(0, (int) file.size()), file.name());
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
