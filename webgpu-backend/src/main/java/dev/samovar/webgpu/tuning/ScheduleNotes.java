package dev.samovar.webgpu.tuning;

import java.util.Map;

/** What was measured on a device before. Who keeps the notes sees to it that they are of the same device and kernels. */
public interface ScheduleNotes {

    /** The fastest schedule's name for each shape's name; may suspend. */
    Map<String, String> read();

    /** Replaces them; may suspend. */
    void write(Map<String, String> fastest);

    /** Notes nobody keeps: every load measures. */
    static ScheduleNotes none() {
        return new ScheduleNotes() {
            @Override
            public Map<String, String> read() {
                return Map.of();
            }

            @Override
            public void write(Map<String, String> fastest) {}
        };
    }
}
