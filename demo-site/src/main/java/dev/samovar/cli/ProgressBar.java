package dev.samovar.cli;

import dev.samovar.cache.Progress;
import java.io.PrintStream;
import java.util.Locale;

/** Progress of a fetch on a terminal as a bar that is drawn over, elsewhere as a line every tenth. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 28;
    private static final long REDRAW_NANOS = 100_000_000;
    private final PrintStream out;
    private final boolean terminal;
    private String what = "";
    private long startedAt;
    private long startedWith;
    private long drawnAt;
    private long tenth;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void begins(String name, String place) {
        out.println("fetching " + name + " from " + place);
    }

    @Override
    public void at(String name, long done, long total) {
        long now = System.nanoTime();
        if (!name.equals(what)) {
            what = name;
            startedAt = now;
            startedWith = done;
            drawnAt = now - REDRAW_NANOS;
            tenth = -1;
        }
        boolean whole = done == total;
        if (terminal && (whole || now - drawnAt >= REDRAW_NANOS)) {
            drawnAt = now;
            out.print("\r" + line(done, total, (now - startedAt) / 1e9) + "\u001b[K" + (whole ? "\n" : ""));
            out.flush();
        } else if (!terminal && total > 0 && done * 10 / total > tenth) {
            tenth = done * 10 / total;
            out.println(line(done, total, (now - startedAt) / 1e9));
        }
    }

    private String line(long done, long total, double seconds) {
        double speed = seconds > 0 ? (done - startedWith) / seconds : 0;
        if (total <= 0) {
            return String.format(Locale.ROOT, "%s  %.1f MB  %.1f MB/s", what, done / 1e6, speed / 1e6);
        }
        int filled = (int) (WIDTH * done / total);
        String bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        String left = speed > 0 && done < total
                ? String.format(Locale.ROOT, "  %.0f s left", Math.ceil((total - done) / speed))
                : "";
        return String.format(
                Locale.ROOT,
                "%s  %s %.1f of %.1f MB  %.1f MB/s%s",
                what,
                bar,
                done / 1e6,
                total / 1e6,
                speed / 1e6,
                left);
    }
}
