package dev.samovar.tokenizer.hf;

import dev.samovar.json.Json;
import dev.samovar.json.JsonCursor;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code model}: the algorithm, its settings and its vocabulary. */
final class ModelReader {
    private ModelReader() {}

    static TokenizerJson.Model read(JsonCursor in, String path) {
        Map<String, Json> settings = new LinkedHashMap<>();
        int vocabulary = -1;
        int merges = -1;
        for (in.beginObject(); in.nextMember(); ) {
            String name = in.textString();
            if (name.equals("vocab")) {
                vocabulary = in.position();
                in.skip();
            } else if (name.equals("merges")) {
                merges = in.position();
                in.skip();
            } else {
                settings.put(name, in.tree());
            }
        }
        int end = in.position();
        var section = new Section(new Json.Obj(settings), path);
        if (vocabulary < 0) {
            throw new ModelFormatException(path + ".vocab is missing");
        }
        // files written before there were types are told apart by what they hold
        String type = section.member("type").isNull() ? (merges < 0 ? "Unigram" : "BPE") : section.type();
        TokenizerJson.Model model = switch (type) {
            case "BPE" -> BpeReader.read(in, section, vocabulary, merges);
            case "Unigram" -> UnigramReader.read(in, section, vocabulary);
            default -> throw section.unsupported("model", "BPE and Unigram");
        };
        in.seek(end);
        return model;
    }
}
