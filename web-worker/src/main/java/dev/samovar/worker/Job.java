package dev.samovar.worker;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request of the page, from its arrival to its answer. */
final class Job {
    private final Message message;
    private final Json body;
    private boolean interrupted;

    Job(Message message) {
        this.message = message;
        this.body = Json.parse(message.getBody());
    }

    int id() {
        return message.getId();
    }

    String kind() {
        return message.getKind();
    }

    Json body() {
        return body;
    }

    Message message() {
        return message;
    }

    /** Asks the job to end early; it may be waiting or running. */
    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    void progress(String stage, long loaded, long total) {
        Map<String, Json> progress = new LinkedHashMap<>();
        progress.put("stage", new Json.Str(stage));
        progress.put("loaded", Json.Num.of(loaded));
        progress.put("total", total < 0 ? Json.Null.NULL : Json.Num.of(total));
        Page.post(id(), "progress", new Json.Obj(progress).text());
    }

    void chunk(Json chunk) {
        Page.post(id(), "chunk", chunk.text());
    }

    void done(Json answer) {
        Page.post(id(), "done", answer.text());
    }

    void failed(Throwable cause) {
        Page.post(id(), "error", Failure.of(cause).text());
    }
}
