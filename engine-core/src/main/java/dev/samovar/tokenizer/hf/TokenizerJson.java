package dev.samovar.tokenizer.hf;

import dev.samovar.json.Json;
import dev.samovar.json.JsonCursor;
import dev.samovar.json.JsonException;
import dev.samovar.tokenizer.AddedToken;
import dev.samovar.tokenizer.Pipeline;
import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.subword.SubwordModel;
import dev.samovar.tokenizer.subword.Vocabulary;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tokenizer that a {@code tokenizer.json} describes. */
public final class TokenizerJson {
    private TokenizerJson() {}

    /** The model and its vocabulary, the one part of the file that is too large for a tree. */
    record Model(SubwordModel model, Vocabulary vocabulary) {}

    /**
     * Reads a file's bytes.
     *
     * @param source the file's name, for messages
     * @throws ModelFormatException when the file is no JSON, is inconsistent or asks for a step that is not supported;
     *     the message names the member
     */
    public static Tokenizer read(byte[] utf8, String source) {
        try {
            return pipeline(new JsonCursor(utf8), source).tokenizer();
        } catch (JsonException e) {
            throw new ModelFormatException(source + " is no JSON: " + e.getMessage(), e);
        }
    }

    private static Pipeline pipeline(JsonCursor in, String source) {
        Map<String, Json> members = new LinkedHashMap<>();
        Model model = null;
        for (in.beginObject(); in.nextMember(); ) {
            String name = in.textString();
            if (name.equals("model")) {
                model = ModelReader.read(in, source + ": model");
            } else {
                members.put(name, in.tree());
            }
        }
        if (model == null) {
            throw new ModelFormatException(source + " has no member \"model\"; it is no tokenizer.json");
        }
        var file = new Section(new Json.Obj(members), source + ":");
        List<AddedToken> added = AddedTokensReader.read(file);
        return new Pipeline(
                added,
                NormalizerReader.read(file.member("normalizer")),
                PreTokenizerReader.read(file.member("pre_tokenizer")),
                model.model(),
                model.vocabulary(),
                DecoderReader.read(file.member("decoder")),
                PrefixReader.read(file.member("post_processor")));
    }
}
