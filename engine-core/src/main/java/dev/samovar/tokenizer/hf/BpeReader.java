package dev.samovar.tokenizer.hf;

import dev.samovar.json.JsonCursor;
import dev.samovar.tokenizer.hf.TokenizerJson.Model;
import dev.samovar.tokenizer.subword.Bpe;
import dev.samovar.tokenizer.subword.Merges;
import dev.samovar.tokenizer.subword.UnknownCharacters;
import dev.samovar.tokenizer.subword.Vocabulary;
import dev.samovar.tokenizer.subword.VocabularyBuilder;
import dev.samovar.weights.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a {@code BPE} model. */
final class BpeReader {
    private BpeReader() {}

    /**
     * @param vocabularyAt where {@code "vocab"} begins: ids by token
     * @param mergesAt where {@code "merges"} begins: {@code "left right"} or {@code ["left", "right"]}, in order of rank
     */
    static Model read(JsonCursor in, Section settings, int vocabularyAt, int mergesAt) {
        refuse(settings, "continuing_subword_prefix");
        refuse(settings, "end_of_word_suffix");
        Vocabulary vocabulary = vocabulary(in, vocabularyAt);
        Merges merges = mergesAt < 0 ? new Merges(0) : merges(in, settings.path(), vocabulary, mergesAt);
        UnknownCharacters unknown = unknown(settings, vocabulary);
        return new Model(new Bpe(vocabulary, merges, unknown, settings.flag("ignore_merges", false)), vocabulary);
    }

    private static void refuse(Section settings, String name) {
        Section member = settings.member(name);
        if (!member.isNull() && !member.text().isEmpty()) {
            throw member.wrong("empty: subword affixes are not supported");
        }
    }

    private static Vocabulary vocabulary(JsonCursor in, int at) {
        in.seek(at);
        var builder = new VocabularyBuilder();
        for (in.beginObject(); in.nextMember(); ) {
            byte[] token = in.text();
            builder.put(in.integer(), token);
        }
        return builder.build();
    }

    private static Merges merges(JsonCursor in, String path, Vocabulary vocabulary, int at) {
        in.seek(at);
        var merges = new Merges(vocabulary.size());
        int rank = 0;
        for (in.beginArray(); in.nextItem(); rank++) {
            if (in.isString()) {
                in.string();
                byte[] pair = in.text();
                int space = space(pair);
                if (space < 0) {
                    throw wrong(path, rank, pair, "must be two tokens with one space between");
                }
                put(
                        merges,
                        rank,
                        vocabulary,
                        path,
                        Arrays.copyOf(pair, space),
                        Arrays.copyOfRange(pair, space + 1, pair.length));
            } else {
                in.beginArray();
                byte[] left = item(in);
                byte[] right = item(in);
                if (in.nextItem()) {
                    throw wrong(path, rank, right, "must be two tokens, not more");
                }
                put(merges, rank, vocabulary, path, left, right);
            }
        }
        return merges;
    }

    private static void put(Merges merges, int rank, Vocabulary vocabulary, String path, byte[] left, byte[] right) {
        int first = vocabulary.find(left, 0, left.length);
        int second = vocabulary.find(right, 0, right.length);
        int merged = first < 0 || second < 0 ? Vocabulary.NONE : vocabulary.find(first, second);
        if (merged < 0) {
            throw wrong(path, rank, first < 0 ? left : right, "names or makes a token that is not in the vocabulary");
        }
        merges.put(first, second, rank, merged);
    }

    private static byte[] item(JsonCursor in) {
        if (!in.nextItem()) {
            throw in.unexpected("two tokens");
        }
        in.string();
        return in.text();
    }

    /** The place of the only space, or -1. */
    private static int space(byte[] pair) {
        int found = -1;
        for (int i = 0; i < pair.length; i++) {
            if (pair[i] == ' ') {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static ModelFormatException wrong(String path, int rank, byte[] at, String problem) {
        return new ModelFormatException(
                path + ".merges[" + rank + "] " + problem + " (at \"" + new String(at, StandardCharsets.UTF_8) + "\")");
    }

    private static UnknownCharacters unknown(Section settings, Vocabulary vocabulary) {
        UnknownCharacters token = new UnknownCharacters.Dropped();
        Section unknown = settings.member("unk_token");
        if (!unknown.isNull()) {
            int id = vocabulary.find(unknown.text());
            if (id < 0) {
                throw unknown.wrong("a token of the vocabulary");
            }
            token = new UnknownCharacters.Token(id, settings.flag("fuse_unk", false));
        }
        return settings.flag("byte_fallback", false) ? UnknownCharacters.bytes(vocabulary, token) : token;
    }
}
