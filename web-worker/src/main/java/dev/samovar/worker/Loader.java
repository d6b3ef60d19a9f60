package dev.samovar.worker;

import dev.samovar.bench.RandomCheckpoint;
import dev.samovar.chat.ChatModel;
import dev.samovar.chat.Completions;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.engine.DeviceOptions;
import dev.samovar.engine.Engine;
import dev.samovar.json.Json;
import dev.samovar.kernels.KernelBundle;
import dev.samovar.model.Architectures;
import dev.samovar.program.Program;
import dev.samovar.webgpu.browser.BrowserGpu;
import dev.samovar.webgpu.device.Settings;
import dev.samovar.webgpu.plan.StepReads;
import dev.samovar.weights.QuantizedWeights;
import dev.samovar.weights.Weights;
import dev.samovar.worker.fetch.BlobSource;
import dev.samovar.worker.fetch.ModelStore;
import dev.samovar.worker.fetch.Sha256;
import java.util.Map;

/** Puts an engine together: the one place where all its parts are chosen. Everything here suspends. */
final class Loader {
    /** Sequences that run together, as far as they fit into the cache of one of the longest. */
    private static final int SEQUENCES = 4;

    private final Job job;
    private final LoadSettings settings;
    private final Throttle progress;

    Loader(Job job) {
        this.job = job;
        this.settings = LoadSettings.of(job.body());
        this.progress = new Throttle(job);
    }

    /** The GPU comes first: without one there is nothing to fetch a model for. */
    LoadedModel load() {
        BrowserGpu gpu = BrowserGpu.open();
        Checkpoint checkpoint = checkpoint();
        Program program = Architectures.of(checkpoint.config()).record();
        Json kernelTexts = ModelStore.json(Page.neighbour("kernels.json"));
        Settings device = settings.device(gpu.adapter());
        Map<Integer, Long> cacheBytes = StepReads.cache(program, device.cache());
        int context = ContextLength.choose(settings.contextLength(), program.contextLength(), cacheBytes.values());
        var host = new HostTime();
        Engine engine = Engine.load(
                new BrowserDevice(
                        gpu,
                        new KernelBundle(kernelTexts),
                        device,
                        new RememberedSchedules(gpu.adapter(), Sha256.of(kernelTexts.text())),
                        host),
                Architectures.of(checkpoint.config().withContextLength(context)).record(), // rotations may differ
                weights(program, checkpoint.weights()),
                DeviceOptions.sharing(context, SEQUENCES),
                (loaded, total, stage) -> progress.progress(stage, loaded, total));
        return new LoadedModel(checkpoint, cacheBytes, host, engine, () -> {
            var clock = new PageClock();
            return new Completions(ChatModel.of(checkpoint.chat(), name(), clock), engine, clock, Page::random);
        });
    }

    private Weights weights(Program program, Weights ofFile) {
        return settings.quantization()
                .<Weights>map(quantization -> new QuantizedWeights(program, ofFile, quantization))
                .orElse(ofFile);
    }

    /** What answers call the model: the last part of its address, without the file's ending. */
    private String name() {
        String path = settings.model();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String file = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        return file.endsWith(".gguf") ? file.substring(0, file.length() - ".gguf".length()) : file;
    }

    private Checkpoint checkpoint() {
        if (Page.hasBlob(job.message())) {
            return GgufCheckpoint.read(
                    new BlobSource(settings.model(), job.message().getBlob()));
        }
        if (RandomCheckpoint.isNamed(settings.model())) {
            return RandomCheckpoint.of(settings.model());
        }
        ModelStore store = ModelStore.open(
                Page.neighbour("models.json"),
                settings.hub(),
                settings.cache(),
                (url, bytes, total) -> progress.progress("download", bytes, total));
        return store.open(settings.model());
    }
}
