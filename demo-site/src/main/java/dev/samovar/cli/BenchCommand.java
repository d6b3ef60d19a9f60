package dev.samovar.cli;

import dev.samovar.bench.BenchShape;
import dev.samovar.bench.RandomCheckpoint;
import dev.samovar.browser.Adapter;
import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import dev.samovar.server.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: how fast models run on this machine, by the page's own bench in a headless browser. */
@Command(name = "bench", description = "Measure prefill and decode speed in a headless browser.")
final class BenchCommand implements Callable<Integer> {
    private static final List<Integer> PROMPTS = List.of(128, 512, 4096);
    private static final List<Integer> PROMPTS_OF_PROCESSORS = List.of(128);

    @Option(
            names = "--model",
            split = ",",
            paramLabel = "M",
            description = {
                ModelArgument.FORMS,
                "random:SHAPE for random weights, such as random:Qwen2-0.5B. Several: M,M."
            })
    private List<String> models = List.of();

    @Option(
            names = "--shapes",
            description = "Six published models' shapes with random weights: SmolLM2-135M to Mistral-7B.")
    private boolean shapes;

    @Option(
            names = "--prompt",
            split = ",",
            paramLabel = "N",
            description = "Tokens of the prompt, several: 32,512 (default: 128,512,4096; on processors 128).")
    private List<Integer> prompts = List.of();

    @Option(names = "--generate", paramLabel = "N", description = "Tokens to generate (default: ${DEFAULT-VALUE}).")
    private int generate = 128;

    @Option(names = "--repetitions", paramLabel = "N", description = "Measured runs (default: ${DEFAULT-VALUE}).")
    private int repetitions = 3;

    @Option(names = "--kernels", description = "Measure also what each kernel takes on the GPU.")
    private boolean kernels;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        requirePositive("--prompt", prompts);
        requirePositive("--generate", List.of(generate));
        requirePositive("--repetitions", List.of(repetitions));
        Terminal terminal = Terminal.current();
        List<ChosenModel> chosen = new ArrayList<>();
        for (String model : models()) {
            chosen.add(ModelArgument.of(terminal).resolve(model));
        }
        try (Site site = Site.start(0);
                HeadlessChromium browser = HeadlessChromium.launch(engine.adapter());
                EngineTab tab = new EngineTab(browser, site)) {
            Json report = withFlags(tab.bench(settings(chosen, site), new Steps(terminal)), browser.flags());
            var table = new BenchTable(report);
            System.out.println(json ? report.text() : table.text());
            return table.failures() ? 1 : 0;
        }
    }

    private static void requirePositive(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new CommandException(option + " must be at least 1, not " + value);
            }
        }
    }

    private List<String> models() {
        List<String> all = new ArrayList<>(models);
        if (shapes) {
            EnumSet.complementOf(EnumSet.of(BenchShape.TINY))
                    .forEach(shape -> all.add(RandomCheckpoint.SCHEME + shape.modelName()));
        }
        return all.isEmpty() ? List.of(ModelArgument.DEFAULT) : all;
    }

    private Json settings(List<ChosenModel> chosen, Site site) {
        List<Integer> usual = engine.adapter() == Adapter.SOFTWARE ? PROMPTS_OF_PROCESSORS : PROMPTS;
        List<Integer> lengths = prompts.isEmpty() ? usual : prompts;
        Map<String, Json> settings = new LinkedHashMap<>();
        settings.put(
                "models",
                new Json.Arr(chosen.stream().map(model -> address(model, site)).toList()));
        settings.put(
                "prompts", new Json.Arr(lengths.stream().<Json>map(Json.Num::of).toList()));
        settings.put("generate", Json.Num.of(generate));
        settings.put("repetitions", Json.Num.of(repetitions));
        settings.put("kernels", Json.Bool.of(kernels));
        settings.put("memory", Json.Bool.TRUE);
        settings.put("options", engine.options().json(0));
        return new Json.Obj(settings);
    }

    private static Json address(ChosenModel model, Site site) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", new Json.Str(model.name()));
        members.put("address", new Json.Str(model.address(site).toString()));
        return new Json.Obj(members);
    }

    /** A page does not know how its browser was started. */
    private static Json withFlags(Json report, List<String> flags) {
        Map<String, Json> members = new LinkedHashMap<>(report instanceof Json.Obj o ? o.members() : Map.of());
        members.put(
                "flags", new Json.Arr(flags.stream().<Json>map(Json.Str::new).toList()));
        return new Json.Obj(members);
    }

    /** Shows on a terminal what is measured now. */
    private record Steps(Terminal terminal) implements TabListener {
        @Override
        public void progress(Json progress) {
            if (terminal.err() && progress.get("text") instanceof Json.Str text) {
                System.err.print("\r" + (text.value().equals("done") ? "" : text.value()) + "\u001b[K");
            }
        }
    }
}
