package dev.samovar.tokenizer;

import dev.samovar.tokenizer.unicode.CodePoints;
import dev.samovar.tokenizer.unicode.Span;
import java.util.OptionalInt;

/** The tokenizer that a {@link Pipeline} describes. */
final class PipelineTokenizer implements Tokenizer {
    private final Pipeline pipeline;
    private final AddedTokens inRawText;
    private final AddedTokens inNormalizedText;
    private final AddedTokenTable added;

    PipelineTokenizer(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.added = new AddedTokenTable(pipeline.added());
        this.inRawText = new AddedTokens(
                pipeline.added().stream().filter(t -> !t.normalized()).toList());
        this.inNormalizedText = new AddedTokens(pipeline.added().stream()
                .filter(AddedToken::normalized)
                .map(this::normalized)
                .toList());
    }

    private AddedToken normalized(AddedToken token) {
        Span content = Span.of(CodePoints.of(token.content()), true);
        return token.spelled(pipeline.normalizer().normalize(content).toString());
    }

    @Override
    public int vocabularySize() {
        return Math.max(pipeline.vocabulary().size(), added.size());
    }

    @Override
    public int[] encode(String text, boolean parseSpecial) {
        var ids = new CodePoints(text.length() / 2);
        inRawText.split(Span.of(CodePoints.of(text), true), parseSpecial, part -> {
            switch (part) {
                case AddedTokens.Part.Token token -> ids.add(token.id());
                case AddedTokens.Part.Text raw -> encodeRaw(raw.span(), parseSpecial, ids);
            }
        });
        return ids.toArray();
    }

    private void encodeRaw(Span raw, boolean parseSpecial, CodePoints ids) {
        inNormalizedText.split(pipeline.normalizer().normalize(raw), parseSpecial, part -> {
            switch (part) {
                case AddedTokens.Part.Token token -> ids.add(token.id());
                case AddedTokens.Part.Text text ->
                    pipeline.preTokenizer()
                            .split(text.span(), word -> pipeline.model().encode(word, ids));
            }
        });
    }

    @Override
    public int[] prefix() {
        return pipeline.prefix().clone();
    }

    @Override
    public OptionalInt id(String token) {
        int id = added.find(token);
        int found = id >= 0 ? id : pipeline.vocabulary().find(token);
        return found >= 0 ? OptionalInt.of(found) : OptionalInt.empty();
    }

    @Override
    public String token(int id) {
        AddedToken token = added.get(id);
        if (token != null) {
            return token.content();
        }
        return pipeline.vocabulary().has(id) ? pipeline.vocabulary().token(id) : "";
    }

    @Override
    public byte[] bytes(int id) {
        if (id < 0) {
            throw new IndexOutOfBoundsException(
                    "token id " + id + ": expected 0 to " + (vocabularySize() - 1) + ", the vocabulary's ids");
        }
        String token = token(id);
        return token.isEmpty() ? new byte[0] : pipeline.decoder().bytes(token);
    }

    @Override
    public boolean isSpecial(int id) {
        AddedToken token = added.get(id);
        return token != null && token.special();
    }

    @Override
    public Detokenizer detokenizer(boolean showSpecial) {
        return new Detokenizer(this, showSpecial, pipeline.decoder().leadingSpaces());
    }
}
