package dev.samovar.worker;

import dev.samovar.json.Json;
import dev.samovar.schedule.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of the page, from its arrival to its answer. */
final class Job {
    private final Message message;
    private final Mailbox mailbox;
    private final Json body;
    private boolean interrupted;
    private @Nullable Sequence sequence;

    Job(Message message, Mailbox mailbox) {
        this.message = message;
        this.mailbox = mailbox;
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
        if (sequence != null) {
            sequence.interrupt();
        }
    }

    /** The engine has taken it on. */
    void runsAs(Sequence running) {
        sequence = running;
        if (interrupted) {
            running.interrupt();
        }
    }

    void progress(String stage, String text, long loaded, long total) {
        Map<String, Json> progress = new LinkedHashMap<>();
        progress.put("stage", new Json.Str(stage));
        progress.put("text", new Json.Str(text));
        progress.put("loaded", Json.Num.of(loaded));
        progress.put("total", total < 0 ? Json.Null.NULL : Json.Num.of(total));
        Page.post(id(), "progress", new Json.Obj(progress).text());
    }

    void chunk(Json chunk) {
        Page.post(id(), "chunk", chunk.text());
    }

    void done(Json answer) {
        mailbox.answered(this);
        Page.post(id(), "done", answer.text());
    }

    void failed(Throwable cause) {
        mailbox.answered(this);
        Page.post(id(), "error", Failure.of(cause).text());
    }
}
