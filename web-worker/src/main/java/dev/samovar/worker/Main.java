package dev.samovar.worker;

import org.teavm.jso.JSExport;

/** Entry of the Worker. {@link #main} is the engine thread: TeaVM runs it as a coroutine that never ends. */
public final class Main {
    private static final Mailbox MAILBOX = new Mailbox();

    private Main() {}

    public static void main(String[] args) {
        var session = new Session();
        boolean busy = false;
        while (true) {
            Job job = busy ? MAILBOX.poll() : MAILBOX.take();
            if (job != null) {
                session.begin(job);
            }
            busy = session.step();
        }
    }

    /** Called by worker.js for each message of the page. */
    @JSExport
    public static void receive(Message message) {
        MAILBOX.put(message);
    }
}
