package dev.samovar.chat;

import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.api.CompletionRequest;
import dev.samovar.engine.ApiException;
import dev.samovar.tokenizer.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Requests to the token ids that the model continues.
 *
 * @param contextLength tokens that the model can hold, prompt and answer together
 */
public record Prompts(Tokenizer tokenizer, int contextLength) {

    /** @throws ApiException when the template refuses the conversation or it is too long */
    public int[] chat(ChatCompletionRequest request, ChatTemplate template) {
        return checked(
                "messages", ids(template.render(request.messages(), request.tools(), request.templateArguments())));
    }

    /** The ids of a conversation written down; the special tokens in it are recognised. */
    public int[] ids(ChatTemplate.Rendered rendered) {
        return joined(rendered.prefix(), tokenizer.encode(rendered.text(), true));
    }

    /** Plain text begins as the tokenizer's file wants it; ids are taken as they are. */
    public int[] completion(CompletionRequest request) {
        return switch (request.prompt()) {
            case CompletionRequest.Prompt.Text t -> {
                List<Integer> prefix = IntStream.of(tokenizer.prefix()).boxed().toList();
                yield checked("prompt", joined(prefix, tokenizer.encode(t.text(), true)));
            }
            case CompletionRequest.Prompt.Tokens t -> {
                for (int i = 0; i < t.ids().size(); i++) {
                    if (t.ids().get(i) >= tokenizer.vocabularySize()) {
                        throw ApiException.invalid(
                                "prompt[" + i + "]",
                                "Token id " + t.ids().get(i) + " is beyond the vocabulary of "
                                        + tokenizer.vocabularySize() + ".");
                    }
                }
                yield checked("prompt", joined(t.ids(), new int[0]));
            }
        };
    }

    private static int[] joined(List<Integer> prefix, int[] ids) {
        return IntStream.concat(prefix.stream().mapToInt(Integer::intValue), IntStream.of(ids))
                .toArray();
    }

    private int[] checked(String param, int[] ids) {
        if (ids.length == 0) {
            throw ApiException.invalid(param, "The prompt is empty: there is nothing to continue.");
        }
        if (ids.length >= contextLength) {
            throw new ApiException(
                    "This model's context holds " + contextLength + " tokens, and the prompt has " + ids.length
                            + ", which leaves no room for an answer. Shorten the prompt, or load the model with a longer"
                            + " context.",
                    "invalid_request_error",
                    param,
                    "context_length_exceeded");
        }
        return ids;
    }
}
