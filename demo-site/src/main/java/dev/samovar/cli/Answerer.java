package dev.samovar.cli;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks the engine and prints: the answer as it comes, or one object at its end; figures on standard error. */
final class Answerer {
    private final EngineTab tab;
    private final RequestOptions options;
    private final boolean json;
    private final Interrupts interrupts;

    Answerer(EngineTab tab, RequestOptions options, boolean json, Interrupts interrupts) {
        this.tab = tab;
        this.options = options;
        this.json = json;
        this.interrupts = interrupts;
    }

    record Answer(String text, boolean interrupted) {}

    Answer answer(List<Json> messages) {
        interrupts.begin();
        Json answer = tab.complete(options.raw() ? "completion" : "chat", options.request(messages), new TabListener() {
            @Override
            public void chunk(Json chunk) {
                if (!json) {
                    System.out.print(textOf(chunk));
                    System.out.flush();
                }
            }

            @Override
            public boolean isInterrupted() {
                return interrupts.isAsked();
            }
        });
        boolean interrupted = interrupts.end();
        Json adapter = Objects.requireNonNullElse(tab.ask("statistics").get("adapter"), Json.Null.NULL);
        if (json) {
            Map<String, Json> object = new LinkedHashMap<>();
            for (String name : List.of("text", "token_ids", "prompt_token_ids", "finish_reason", "usage")) {
                object.put(name, Objects.requireNonNullElse(answer.get(name), Json.Null.NULL));
            }
            object.put("adapter", adapter);
            System.out.println(new Json.Obj(object).text());
        } else {
            System.out.println();
        }
        System.err.println(Figures.of(answer, adapter));
        return new Answer(answer.get("text") instanceof Json.Str s ? s.value() : "", interrupted);
    }

    /** New text of a chunk, of either kind. */
    private static String textOf(Json chunk) {
        if (!(chunk.get("choices") instanceof Json.Arr choices)
                || choices.items().isEmpty()) {
            return "";
        }
        Json choice = choices.items().get(0);
        Json delta = choice.get("delta");
        Json text = delta == null ? choice.get("text") : delta.get("content");
        return text instanceof Json.Str s ? s.value() : "";
    }
}
