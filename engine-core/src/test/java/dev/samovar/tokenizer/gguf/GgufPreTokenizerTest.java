package dev.samovar.tokenizer.gguf;

import dev.samovar.json.Json;
import dev.samovar.tokenizer.Corpus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The same vocabularies carried by GGUF, where a name stands for the pipeline, give the ids of their tokenizer.json. */
class GgufPreTokenizerTest {

    @TestFactory
    Stream<DynamicContainer> namedPipelinesGiveTheOraclesIds() {
        return Stream.of(
                        Map.entry("llama3", "llama-bpe"),
                        Map.entry("qwen3", "qwen2"),
                        Map.entry("deepseek_v3", "deepseek-v3"),
                        Map.entry("gptoss", "gpt-4o"))
                .map(e -> DynamicContainer.dynamicContainer(
                        e.getValue(),
                        Corpus.idsEqual(
                                e.getKey() + ".expected.json",
                                GgufTokenizer.of(vocabulary(e.getKey(), e.getValue())),
                                true)));
    }

    private static GgufVocabulary vocabulary(String name, String pre) {
        Json file = Corpus.json(name + ".tokenizer.json");
        Json model = Corpus.member(file, "model");
        Json.Obj ids = (Json.Obj) Corpus.member(model, "vocab");
        List<Json> added = ((Json.Arr) Corpus.member(file, "added_tokens")).items();
        int size = ids.members().size() + added.size();
        List<String> tokens = new ArrayList<>(Collections.nCopies(size, ""));
        int[] types = new int[size];
        Arrays.fill(types, 1);
        ids.members().forEach((token, id) -> tokens.set((int) ((Json.Num) id).value(), token));
        for (Json token : added) {
            int id = (int) ((Json.Num) Corpus.member(token, "id")).value();
            tokens.set(id, Corpus.string(token, "content"));
            types[id] = Corpus.member(token, "special") == Json.Bool.TRUE ? 3 : 4;
        }
        List<String> merges = ((Json.Arr) Corpus.member(model, "merges"))
                .items().stream().map(GgufPreTokenizerTest::merge).toList();
        return new GgufVocabulary(
                "gpt2", pre, tokens, types, new float[0], merges, -1, -1, -1, false, false, false, new byte[0]);
    }

    private static String merge(Json merge) {
        return merge instanceof Json.Arr pair
                ? ((Json.Str) pair.items().get(0)).value() + " "
                        + ((Json.Str) pair.items().get(1)).value()
                : ((Json.Str) merge).value();
    }
}
