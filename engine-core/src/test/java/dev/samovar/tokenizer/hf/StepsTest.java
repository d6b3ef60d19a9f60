package dev.samovar.tokenizer.hf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each kind of normalizer and pre-tokenizer by itself against Hugging Face's library, see {@code steps.py}. */
class StepsTest {
    private final Map<String, String> texts = Corpus.texts();

    @TestFactory
    List<DynamicTest> normalizersGiveTheOraclesTexts() {
        return tests("normalizers.expected.json", step -> {
            Normalizer normalizer = NormalizerReader.read(step);
            return text -> normalizer.normalize(span(text)).toString();
        });
    }

    @TestFactory
    List<DynamicTest> preTokenizersGiveTheOraclesWords() {
        return tests("pre_tokenizers.expected.json", step -> {
            PreTokenizer preTokenizer = PreTokenizerReader.read(step);
            return text -> {
                var words = new StringJoiner("\u001F");
                preTokenizer.split(span(text), word -> words.add(word.toString()));
                return words.toString();
            };
        });
    }

    private interface StepFactory {
        UnaryOperator<String> of(Section step);
    }

    private List<DynamicTest> tests(String resource, StepFactory steps) {
        return ((Json.Arr) Corpus.json(resource))
                .items().stream()
                        .map(expected -> {
                            Json step = Corpus.member(expected, "step");
                            return DynamicTest.dynamicTest(
                                    step.text(), () -> check(steps.of(new Section(step, "step")), expected));
                        })
                        .toList();
    }

    private void check(UnaryOperator<String> step, Json expected) {
        ((Json.Obj) Corpus.member(expected, "results"))
                .members()
                .forEach((name, hash) -> assertEquals(
                        ((Json.Str) hash).value(),
                        Corpus.sha256(step.apply(Objects.requireNonNull(texts.get(name)))),
                        name));
        if (expected.get("everything") != null) {
            assertEquals(
                    Corpus.string(expected, "everything"), Corpus.sha256(step.apply(everything())), "all code points");
        }
    }

    /** Every code point, with x between. */
    private static String everything() {
        var all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.append(c == 0 ? "" : "x").appendCodePoint(c);
            }
        }
        return all.toString();
    }

    private static Span span(String text) {
        return Span.of(CodePoints.of(text), true);
    }
}
