package dev.samovar.worker;

import dev.samovar.json.Json;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;

/** Jobs in the order they came. Only the engine thread takes; {@link #put} never suspends, so events may call it. */
final class Mailbox {
    private final Queue<Job> waiting = new ArrayDeque<>();
    private final Map<Integer, Job> unanswered = new HashMap<>();
    private @Nullable AsyncCallback<@Nullable Void> sleeper;

    /** Takes a message in: an interruption at once, anything else as a job. */
    void put(Message message) {
        if (message.getKind().equals("interrupt")) {
            interrupt(Json.parse(message.getBody()));
            return;
        }
        var job = new Job(message, this);
        waiting.add(job);
        unanswered.put(job.id(), job);
        var wake = sleeper;
        sleeper = null;
        if (wake != null) {
            wake.complete(null);
        }
    }

    /** The oldest job, or null when none waits. */
    @Nullable
    Job poll() {
        return waiting.poll();
    }

    /** The oldest job; suspends the engine thread until there is one. */
    Job take() {
        Job job = waiting.poll();
        while (job == null) {
            await();
            job = waiting.poll();
        }
        return job;
    }

    /** Nothing can interrupt the job any more. */
    void answered(Job job) {
        unanswered.remove(job.id());
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
        sleeper = callback;
    }
}
