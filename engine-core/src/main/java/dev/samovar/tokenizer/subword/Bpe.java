package dev.samovar.tokenizer.subword;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import dev.samovar.tokenizer.unicode.Utf8;

/** Byte-pair encoding: a word starts as its single characters, and the pair of lowest rank merges until none is left. */
public final class Bpe implements SubwordModel {
    private final Vocabulary vocabulary;
    private final Merges merges;
    private final UnknownCharacters unknown;
    private final boolean wholeWordsFirst;

    /** @param wholeWordsFirst a word that is a token stays whole whatever the merges say ({@code ignore_merges}) */
    public Bpe(Vocabulary vocabulary, Merges merges, UnknownCharacters unknown, boolean wholeWordsFirst) {
        this.vocabulary = vocabulary;
        this.merges = merges;
        this.unknown = unknown;
        this.wholeWordsFirst = wholeWordsFirst;
    }

    @Override
    public void encode(Span word, CodePoints ids) {
        if (wholeWordsFirst) {
            int whole = vocabulary.find(word.text(), word.start(), word.end());
            if (whole != Vocabulary.NONE) {
                ids.add(whole);
                return;
            }
        }
        new Symbols(characters(word), merges).mergeInto(ids);
    }

    /** One token for each character of the word, or what stands for characters that have none. */
    private CodePoints characters(Span word) {
        var out = new CodePoints(word.length());
        byte[] utf8 = new byte[Utf8.MAX_BYTES];
        boolean afterUnknown = false;
        for (int i = word.start(); i < word.end(); i++) {
            int length = Utf8.write(word.text()[i], utf8, 0);
            int id = vocabulary.find(utf8, 0, length);
            if (id != Vocabulary.NONE) {
                out.add(id);
                afterUnknown = false;
            } else {
                afterUnknown = unknown.add(utf8, length, afterUnknown, out);
            }
        }
        return out;
    }
}
