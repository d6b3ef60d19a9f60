package dev.samovar.worker;

import org.teavm.jso.browser.Performance;

/** Tells the page of progress, but not more often than it can show. */
final class Throttle {
    private static final double PAUSE_MS = 100;

    private final Job job;
    private double last = -PAUSE_MS;

    Throttle(Job job) {
        this.job = job;
    }

    void progress(String stage, long loaded, long total) {
        double now = Performance.now();
        if (now - last >= PAUSE_MS || loaded == total) {
            last = now;
            job.progress(stage, text(stage), loaded, total);
        }
    }

    private static String text(String stage) {
        return switch (stage) {
            case "download" -> "Fetching the model";
            case "weights" -> "Loading the weights";
            case "kernels" -> "Preparing the kernels";
            default -> stage;
        };
    }
}
