package dev.samovar.tokenizer.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GgufVocabularyTest {
    private final Map<String, GgufValue> values = new LinkedHashMap<>();

    GgufVocabularyTest() {
        text("model", "gpt2");
        text("pre", "gpt-2");
        values.put("tokenizer.ggml.tokens", texts("a", "b", "ab", "<s>"));
        values.put("tokenizer.ggml.merges", texts("a b"));
        values.put("tokenizer.ggml.bos_token_id", new GgufValue.Int(3));
    }

    @Test
    void readsWhatTheTokenizerNeeds() {
        values.put("tokenizer.ggml.add_bos_token", new GgufValue.Flag(true));
        Tokenizer tokenizer = GgufTokenizer.of(new GgufMetadata(values, "m.gguf"));
        assertArrayEquals(new int[] {2, 0, 1}, tokenizer.encode("aba b", true)); // the space has no token
        assertArrayEquals(new int[] {3}, tokenizer.prefix());
    }

    @Test
    void theUnknownTokenIsRecognisedAsOtherSpecialTokensAre() {
        List<String> tokens = List.of("<unk>", "<s>", "\u2581", "<", "u", "n", "k", ">", "x");
        var scores = new float[tokens.size()];
        int[] types = {2, 3, 1, 1, 1, 1, 1, 1, 1}; // unknown, control, normal…
        for (String model : List.of("llama", "gpt2")) {
            Tokenizer tokenizer = GgufTokenizer.of(new GgufVocabulary(
                    model, "gpt-2", tokens, types, scores, List.of(), 1, -1, 0, false, false, false, new byte[0]));
            assertArrayEquals(new int[] {8, 0, 8, 1}, tokenizer.encode("x<unk>x<s>", true), model);
            assertArrayEquals(new int[] {3, 4, 5, 6, 7}, tokenizer.encode("<unk>", false), model);
        }
    }

    @Test
    void namesWhatIsWrong() {
        assertEquals(
                "m.gguf: metadata tokenizer.ggml.bos_token_id is 4, but there are 4 tokens",
                refusal("bos_token_id", new GgufValue.Int(4)));
        assertEquals(
                "tokenizer.ggml.merges[0] is \"ab\": expected two tokens with a space between",
                refusal("merges", texts("ab")));
        assertEquals(
                "m.gguf has no tokenizer.ggml.tokens: it carries no tokenizer, give one in a file of its own",
                refusal("tokens", texts()));
        assertEquals(
                "tokenizer.ggml.pre is \"novel\", a pre-tokenizer that is not known; load the model with its"
                        + " tokenizer.json instead",
                refusal("pre", new GgufValue.Text("novel")));
    }

    private String refusal(String key, GgufValue value) {
        Map<String, GgufValue> changed = new LinkedHashMap<>(values);
        changed.put("tokenizer.ggml." + key, value);
        var metadata = new GgufMetadata(changed, "m.gguf");
        return String.valueOf(assertThrows(ModelFormatException.class, () -> GgufTokenizer.of(metadata))
                .getMessage());
    }

    private void text(String key, String value) {
        values.put("tokenizer.ggml." + key, new GgufValue.Text(value));
    }

    private static GgufValue texts(String... items) {
        return new GgufValue.Items(
                List.of(items).stream().<GgufValue>map(GgufValue.Text::new).toList());
    }
}
