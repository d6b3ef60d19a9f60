package dev.samovar.worker;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;

/** Jobs in the order they came. Only the engine thread takes; {@link #put} never suspends, so events may call it. */
final class Mailbox {
    private final Map<Integer, Job> unanswered = new LinkedHashMap<>();
    private @Nullable Job running;
    private @Nullable AsyncCallback<@Nullable Void> waiting;

    void put(Message message) {
        if (message.getKind().equals("interrupt")) {
            interrupt(Json.parse(message.getBody()));
            return;
        }
        unanswered.put(message.getId(), new Job(message));
        var wake = waiting;
        waiting = null;
        if (wake != null) {
            wake.complete(null);
        }
    }

    /** The oldest job, which replaces the one taken before; suspends the engine thread until there is one. */
    Job take() {
        if (running != null) {
            unanswered.remove(running.id());
        }
        while (unanswered.isEmpty()) {
            await();
        }
        Job oldest = unanswered.values().iterator().next();
        running = oldest;
        return oldest;
    }

    private void interrupt(Json ids) {
        if (ids instanceof Json.Arr list) {
            for (Json id : list.items()) {
                Job job = id instanceof Json.Num n ? unanswered.get((int) n.value()) : null;
                if (job != null) {
                    job.interrupt();
                }
            }
        }
    }

    @Async
    private native @Nullable Void await();

    @SuppressWarnings("unused") // TeaVM calls it for the native method above
    private void await(AsyncCallback<@Nullable Void> callback) {
        waiting = callback;
    }
}
