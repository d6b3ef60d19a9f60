package dev.samovar.engine;

import dev.samovar.model.Architectures;
import dev.samovar.model.Golden;
import dev.samovar.program.Program;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.schedule.Request;
import dev.samovar.schedule.TokenSink;
import java.util.Map;
import java.util.Optional;

/** The llama3 golden checkpoint and ways to run it. */
public record TestModel(Golden golden, Program program) {
    public static final TestModel LLAMA3 = read("llama3");
    public static final int CONTEXT = 128;

    public static TestModel read(String family) {
        Golden golden = Golden.read(family);
        return new TestModel(
                golden, Architectures.of(golden.checkpoint().config()).record());
    }

    public Engine load(Device device, int maxSequences) {
        var options = new DeviceOptions(CONTEXT, maxSequences);
        return Engine.load(device, program, golden.checkpoint().weights(), options, (loaded, total, stage) -> {});
    }

    public Engine load(int stepsInFlight) {
        return load(new CpuDevice(16, stepsInFlight), 1);
    }

    public static Request greedy(int[] prompt, int maxTokens, TokenSink sink) {
        return request(prompt, maxTokens, SamplerSettings.greedy(), sink);
    }

    public static Request request(int[] prompt, int maxTokens, SamplerSettings sampler, TokenSink sink) {
        int limit = Math.min(CONTEXT, prompt.length + maxTokens);
        return new Request(prompt, limit, sampler, LogProbabilities.OFF, Optional.empty(), sink);
    }

    /** Draws with everything at once, so that a token out of place changes what follows. */
    public static SamplerSettings sampling(long seed) {
        return new SamplerSettings(1.5f, 60, 0.95f, 0.001f, 1.3f, 0.2f, 0.3f, Map.of(7, 1f), seed);
    }

    public static void run(Engine engine) {
        while (engine.step()) {}
    }
}
