package dev.samovar.worker;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;

/** Messages in the order they came. Only the engine thread takes; {@link #put} never suspends, so events may call it. */
final class Mailbox {
    private final Queue<Message> messages = new ArrayDeque<>();
    private @Nullable AsyncCallback<@Nullable Void> waiting;

    void put(Message message) {
        messages.add(message);
        var wake = waiting;
        waiting = null;
        if (wake != null) {
            wake.complete(null);
        }
    }

    /** The oldest message; suspends the engine thread until there is one. */
    Message take() {
        Message message = messages.poll();
        while (message == null) {
            await();
            message = messages.poll();
        }
        return message;
    }

    @Async
    private native @Nullable Void await();

    @SuppressWarnings("unused") // TeaVM calls it for the native method above
    private void await(AsyncCallback<@Nullable Void> callback) {
        waiting = callback;
    }
}
