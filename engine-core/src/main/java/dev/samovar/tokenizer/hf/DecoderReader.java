package dev.samovar.tokenizer.hf;

import dev.samovar.tokenizer.decode.ByteLevelDecoder;
import dev.samovar.tokenizer.decode.PlainDecoder;
import dev.samovar.tokenizer.decode.TokenDecoder;
import dev.samovar.tokenizer.normalize.Replace;
import dev.samovar.tokenizer.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code decoder}: its steps are gathered into one decoder that works token by token. */
final class DecoderReader {
    private final List<Replace> replacements = new ArrayList<>();
    private boolean byteLevel;
    private boolean byteTokens;
    private boolean fused; // from here on a step sees the whole text, not its tokens
    private int leadingSpaces;

    private DecoderReader() {}

    static TokenDecoder read(Section decoder) {
        var reader = new DecoderReader();
        if (!decoder.isNull()) {
            reader.step(decoder);
        }
        return reader.byteLevel
                ? new ByteLevelDecoder()
                : new PlainDecoder(reader.replacements, reader.byteTokens, reader.leadingSpaces);
    }

    private void step(Section step) {
        switch (step.type()) {
            case "Sequence" -> step.items("decoders").forEach(this::step);
            case "ByteLevel" -> byteLevel = true;
            case "ByteFallback" -> byteTokens = true;
            case "Fuse" -> fused = true;
            case "Replace" ->
                replacements.add(new Replace(NormalizerReader.pattern(step.member("pattern")), step.text("content")));
            case "Strip" -> strip(step);
            case "Metaspace" -> metaspace(step);
            default ->
                throw step.unsupported(
                        "decoder", "Sequence, ByteLevel, ByteFallback, Fuse, Replace, Strip and Metaspace");
        }
    }

    private void strip(Section step) {
        if (!fused || !step.text("content").equals(" ") || step.integer("stop") != 0) {
            throw step.wrong("a Strip of spaces from the start, after Fuse");
        }
        leadingSpaces = step.integer("start");
    }

    private void metaspace(Section step) {
        replacements.add(new Replace(Pattern.literal(step.text("replacement")), " "));
        boolean prepended = step.member("prepend_scheme").isNull()
                ? step.flag("add_prefix_space", true)
                : !step.text("prepend_scheme").equals("never");
        leadingSpaces = prepended ? 1 : 0;
    }
}
