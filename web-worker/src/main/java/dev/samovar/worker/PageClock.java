package dev.samovar.worker;

import dev.samovar.chat.Clock;
import dev.samovar.template.Moment;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Performance;

/** The browser's clock; its fractions are as fine as the browser lets pages see. */
final class PageClock implements Clock {
    @Override
    public double seconds() {
        return (origin() + Performance.now()) / 1000;
    }

    @Override
    public Moment local() {
        return new Moment(
                field("FullYear"),
                field("Month") + 1,
                field("Date"),
                field("Hours"),
                field("Minutes"),
                field("Seconds"));
    }

    @JSBody(script = "return performance.timeOrigin;")
    private static native double origin();

    @JSBody(params = "name", script = "return new Date()['get' + name]();")
    private static native int field(String name);
}
