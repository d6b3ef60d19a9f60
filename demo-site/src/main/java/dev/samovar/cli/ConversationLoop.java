package dev.samovar.cli;

import dev.samovar.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Questions from the terminal until its end (Ctrl-D); each answer knows those before it. */
final class ConversationLoop {
    private final Answerer answerer;
    private final RequestOptions options;

    ConversationLoop(Answerer answerer, RequestOptions options) {
        this.answerer = answerer;
        this.options = options;
    }

    void run() throws IOException {
        System.err.println("Ctrl-C stops an answer, Ctrl-D ends the conversation.");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Json> messages = new ArrayList<>();
        while (true) {
            System.err.print("> ");
            System.err.flush();
            String line = lines.readLine();
            if (line == null) {
                System.err.println();
                return;
            }
            if (line.isBlank()) {
                continue;
            }
            if (messages.isEmpty()) {
                messages.addAll(options.conversation(line));
            } else {
                messages.add(RequestOptions.message("user", line));
            }
            messages.add(RequestOptions.message(
                    "assistant", answerer.answer(List.copyOf(messages)).text()));
        }
    }
}
