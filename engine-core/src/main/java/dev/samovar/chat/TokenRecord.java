package dev.samovar.chat;

import dev.samovar.api.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the ids of an answer's tokens, for requests that ask for them. */
final class TokenRecord {
    private final int[] prompt;
    private final List<Integer> answer = new ArrayList<>();

    TokenRecord(int[] prompt) {
        this.prompt = prompt;
    }

    void add(int token) {
        answer.add(token);
    }

    TokenIds ids() {
        return new TokenIds(Arrays.stream(prompt).boxed().toList(), List.copyOf(answer));
    }
}
