package dev.samovar.worker;

import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import dev.samovar.webgpu.Adapter;
import dev.samovar.webgpu.tuning.ScheduleNotes;
import dev.samovar.worker.fetch.KeptText;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Schedules measured on this browser's GPU, for every tab of the origin; measured anew with another adapter, browser or
 * other kernels.
 */
final class RememberedSchedules implements ScheduleNotes {
    private final KeptText file = new KeptText("schedules.json");
    private final String device;

    /** @param kernels the checksum of the kernels, which tells the engine's versions apart */
    RememberedSchedules(Adapter adapter, String kernels) {
        this.device = adapter.description() + ", " + adapter.vendor() + ", " + adapter.architecture() + ", "
                + adapter.userAgent() + ", kernels " + kernels;
    }

    @Override
    public Map<String, String> read() {
        return parse(file.read());
    }

    @Override
    public void write(Map<String, String> fastest) {
        Map<String, Json> choices = new LinkedHashMap<>();
        fastest.forEach((shape, schedule) -> choices.put(shape, new Json.Str(schedule)));
        Map<String, Json> notes = new LinkedHashMap<>();
        notes.put("device", new Json.Str(device));
        notes.put("fastest", new Json.Obj(choices));
        file.write(new Json.Obj(notes).text());
    }

    /** What is of another device, or no notes at all, is as good as none. */
    private Map<String, String> parse(String text) {
        Map<String, String> fastest = new LinkedHashMap<>();
        try {
            Json notes = Json.parse(text);
            if (notes.get("device") instanceof Json.Str of
                    && of.value().equals(device)
                    && notes.get("fastest") instanceof Json.Obj choices) {
                choices.members().forEach((shape, schedule) -> {
                    if (schedule instanceof Json.Str name) {
                        fastest.put(shape, name.value());
                    }
                });
            }
        } catch (JsonException e) {
            return Map.of();
        }
        return fastest;
    }
}
