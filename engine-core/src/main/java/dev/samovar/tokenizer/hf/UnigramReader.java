package dev.samovar.tokenizer.hf;

import dev.samovar.json.JsonCursor;
import dev.samovar.tokenizer.hf.TokenizerJson.Model;
import dev.samovar.tokenizer.subword.Unigram;
import dev.samovar.tokenizer.subword.UnknownCharacters;
import dev.samovar.tokenizer.subword.Vocabulary;
import dev.samovar.tokenizer.subword.VocabularyBuilder;
import java.util.Arrays;

/** Reads a {@code Unigram} model. */
final class UnigramReader {
    private UnigramReader() {}

    /** @param vocabularyAt where {@code "vocab"} begins: {@code [token, log-probability]} in order of id */
    static Model read(JsonCursor in, Section settings, int vocabularyAt) {
        in.seek(vocabularyAt);
        var builder = new VocabularyBuilder();
        double[] scores = new double[1 << 10];
        int size = 0;
        for (in.beginArray(); in.nextItem(); size++) {
            in.beginArray();
            if (!in.nextItem()) {
                throw in.unexpected("a token and its score");
            }
            in.string();
            builder.put(size, in.text());
            if (!in.nextItem()) {
                throw in.unexpected("the token's score");
            }
            scores = size < scores.length ? scores : Arrays.copyOf(scores, 2 * size);
            scores[size] = in.number();
            if (in.nextItem()) {
                throw in.unexpected("']'");
            }
        }
        Vocabulary vocabulary = builder.build();
        UnknownCharacters unknown = unknown(settings, vocabulary);
        return new Model(
                new Unigram(vocabulary, Arrays.copyOf(scores, size), unknown, Unigram.Precision.DOUBLE), vocabulary);
    }

    private static UnknownCharacters unknown(Section settings, Vocabulary vocabulary) {
        UnknownCharacters token = new UnknownCharacters.Dropped();
        if (!settings.member("unk_id").isNull()) {
            int id = settings.integer("unk_id");
            if (!vocabulary.has(id)) {
                throw settings.member("unk_id").wrong("the id of a token, below " + vocabulary.size());
            }
            token = new UnknownCharacters.Token(id, true);
        }
        return settings.flag("byte_fallback", false) ? UnknownCharacters.bytes(vocabulary, token) : token;
    }
}
