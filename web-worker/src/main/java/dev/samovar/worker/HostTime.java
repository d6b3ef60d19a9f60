package dev.samovar.worker;

import org.teavm.jso.browser.Performance;

/** How long this thread works on steps itself: scheduling, encoding, telling the page. Waiting for the GPU is no work. */
final class HostTime {
    private double milliseconds;
    private double began;
    private double waited;
    private int steps;

    /** The engine goes on. */
    void begin() {
        began = Performance.now();
        waited = 0;
    }

    /** It pauses, until the next {@link #begin}. */
    void end() {
        milliseconds += Performance.now() - began - waited;
    }

    void submitted() {
        steps++;
    }

    /** The GPU was waited for from then on until now. */
    void waitedSince(double then) {
        waited += Performance.now() - then;
    }

    double milliseconds() {
        return milliseconds;
    }

    int steps() {
        return steps;
    }
}
