package dev.samovar.worker;

import dev.samovar.engine.Engine;
import dev.samovar.engine.Loaded;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine tells of itself. */
final class Statistics {
    private Statistics() {}

    static Json of(LoadedModel model) {
        Engine engine = model.engine();
        Loaded loaded = engine.loaded();
        Map<String, Json> statistics = new LinkedHashMap<>();
        statistics.put("adapter", new Json.Str(loaded.adapter()));
        statistics.put("model", new Json.Str(model.checkpoint().description()));
        statistics.put("context_length", Json.Num.of(engine.contextLength()));
        statistics.put("dispatches_per_token", Json.Num.of(loaded.dispatchesPerToken()));
        statistics.put("steps_in_flight", Json.Num.of(loaded.stepsInFlight()));
        statistics.put("weight_bytes_per_token", Json.Num.of(loaded.weightBytesPerToken()));
        statistics.put("cache_reads", cacheReads(model.cacheBytes()));
        statistics.put("steps", Json.Num.of(model.host().steps()));
        statistics.put("host_ms", Json.Num.of(model.host().milliseconds()));
        return new Json.Obj(statistics);
    }

    private static Json cacheReads(Map<Integer, Long> bytes) {
        List<Json> reads = new ArrayList<>();
        for (var read : bytes.entrySet()) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("window", read.getKey() == 0 ? Json.Null.NULL : Json.Num.of(read.getKey()));
            members.put("bytes_per_position", Json.Num.of(read.getValue()));
            reads.add(new Json.Obj(members));
        }
        return new Json.Arr(reads);
    }
}
