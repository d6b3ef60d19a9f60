package dev.samovar.cli;

import dev.samovar.browser.EngineException;
import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.json.Json;
import dev.samovar.model.Architectures;
import dev.samovar.model.Config;
import dev.samovar.program.Program;
import dev.samovar.server.Site;
import dev.samovar.verify.Comparison;
import dev.samovar.verify.InterpreterLogits;
import dev.samovar.verify.Reference;
import dev.samovar.verify.Subject;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: a checkpoint's logits and greedy tokens against its {@code expected.json}, on both devices. */
@Command(
        name = "verify",
        description = "Compare checkpoints, on the interpreter and on the GPU, with their expected.json.")
final class VerifyCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-12s %14s %9s %8s %10s  %s%n";

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders with a checkpoint and expected.json.")
    private List<Path> folders = List.of();

    @Option(
            names = "--tolerance",
            paramLabel = "E",
            description = "Allowed relative error (default: ${DEFAULT-VALUE}).")
    private double tolerance = 1e-3;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    private boolean failed;

    @Override
    public Integer call() throws IOException {
        try (Site site = Site.start(0);
                HeadlessChromium browser = HeadlessChromium.launch(engine.adapter())) {
            System.out.printf(ROW, "checkpoint", "device", "largest error", "position", "argmax", "greedy", "");
            for (Path folder : folders) {
                verify(folder, site, browser);
            }
        }
        return failed ? 1 : 0;
    }

    private void verify(Path folder, Site site, HeadlessChromium browser) {
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        try {
            Subject subject = Subject.read(folder);
            Reference reference = subject.reference();
            int[] tokens = reference.tokens();
            Checkpoint checkpoint = subject.checkpoint();
            Program program = fitting(checkpoint.config(), tokens.length);
            Weights weights = engine.options().weights(program, checkpoint.weights());
            row(name, "interpreter", reference, InterpreterLogits.of(program, weights, tokens));
            var model = new ChosenModel.OnDisk(subject.model());
            try (EngineTab tab = engine.load(
                    browser, site, model, Terminal.current(), context(checkpoint.config(), tokens.length))) {
                row(name, "gpu prefill", reference, gpu(tab, tokens, tokens.length));
                row(name, "gpu decode", reference, gpu(tab, tokens, 1));
            }
        } catch (ModelFormatException | EngineException e) {
            failed = true;
            System.out.printf("%-24s failed: %s%n", name, e.getMessage());
        }
    }

    /** The program of a context no longer than it must be: longrope turns by other factors in a short one. */
    private static Program fitting(Config config, int tokens) {
        return Architectures.of(config.withContextLength(tokens)).record();
    }

    /** The context to ask the engine for: its own choice, unless the program would be another. */
    private static int context(Config config, int tokens) {
        Program usual = Architectures.of(config).record();
        return fitting(config, tokens).ops().equals(usual.ops()) ? 0 : tokens;
    }

    private void row(String name, String device, Reference reference, float[][] logits) {
        Comparison found = Comparison.of(reference, logits, tolerance);
        boolean good = found.isWithin(tolerance);
        failed |= !good;
        System.out.printf(
                Locale.ROOT,
                ROW,
                name,
                device,
                String.format(Locale.ROOT, "%.2e", found.largestError()),
                found.position(),
                found.wrongTokens() == 0 ? "same" : found.wrongTokens() + " wrong",
                found.greedyAgreeing() + " of " + found.greedyTotal(),
                good ? "ok" : "FAILED");
        System.out.flush();
    }

    /** With many rows a step the engine multiplies matrices, with one it multiplies vectors: other kernels. */
    private static float[][] gpu(EngineTab tab, int[] tokens, int rowsOfStep) {
        List<Json> ids = IntStream.of(tokens).<Json>mapToObj(Json.Num::of).toList();
        Json answer = tab.ask("evaluate", new Json.Arr(ids), new Json.Obj(Map.of("rows", Json.Num.of(rowsOfStep))));
        if (!(answer.get("logits") instanceof Json.Arr rows)) {
            throw new ModelFormatException("the engine answered no logits");
        }
        return rows.items().stream().map(VerifyCommand::floats).toArray(float[][]::new);
    }

    private static float[] floats(Json row) {
        List<Json> items = row instanceof Json.Arr array ? array.items() : List.of();
        float[] out = new float[items.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = items.get(i) instanceof Json.Num number ? (float) number.value() : Float.NaN;
        }
        return out;
    }
}
