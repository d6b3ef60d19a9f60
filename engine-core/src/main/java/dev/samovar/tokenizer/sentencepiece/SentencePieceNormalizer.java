package dev.samovar.tokenizer.sentencepiece;

import dev.samovar.tokenizer.normalize.Normalizer;
import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;

/**
 * SentencePiece's normalisation: respelling by the character map, superfluous spaces, a space before the text, and spaces
 * spelled U+2581.
 */
record SentencePieceNormalizer(Normalizer characterMap, boolean dummyPrefix, boolean trimmed) implements Normalizer {
    private static final int SPACE = 0x2581;

    @Override
    public Span normalize(Span text) {
        Span mapped = characterMap.normalize(text);
        var out = new CodePoints(mapped.length() + 1);
        boolean afterSpace = trimmed;
        for (int i = mapped.start(); i < mapped.end(); i++) {
            int c = mapped.text()[i];
            if (c != ' ' || !afterSpace) {
                if (out.size() == 0 && dummyPrefix) {
                    out.add(SPACE);
                }
                out.add(c == ' ' ? SPACE : c);
            }
            afterSpace = trimmed && c == ' ';
        }
        int end = out.size();
        while (trimmed && end > 0 && out.get(end - 1) == SPACE) { // even one that the text spelled out
            end--;
        }
        return new Span(out.items(), 0, end, text.first());
    }
}
