package dev.samovar.cli;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.json.Json;
import dev.samovar.server.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: how fast the engine is on this machine, as medians over repetitions. */
@Command(name = "bench", description = "Measure prefill and decode speed in a headless browser.")
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--model",
            paramLabel = "M",
            description = {ModelArgument.FORMS, "random:SHAPE for random weights, such as random:Qwen2-0.5B."})
    private String model = ModelArgument.DEFAULT;

    @Option(names = "--prompt", split = ",", paramLabel = "N", description = "Tokens of the prompt; several: 32,512.")
    private List<Integer> prompts = List.of(128);

    @Option(names = "--generate", paramLabel = "N", description = "Tokens to generate (default: ${DEFAULT-VALUE}).")
    private int generate = 64;

    @Option(names = "--repetitions", paramLabel = "N", description = "Measured runs (default: ${DEFAULT-VALUE}).")
    private int repetitions = 3;

    @Option(names = "--kernels", description = "Measure also what each kernel of a decode step takes on the GPU.")
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
        ChosenModel chosen = ModelArgument.of(terminal).resolve(model);
        try (Site site = Site.start(0);
                HeadlessChromium browser = HeadlessChromium.launch(engine.adapter());
                EngineTab tab = engine.load(browser, site, chosen, terminal)) {
            var bench = new Bench(tab, generate);
            bench.warmUp();
            List<BenchResult> results = new ArrayList<>();
            for (int prompt : prompts) {
                results.add(bench.measure(prompt, repetitions));
            }
            Json statistics = tab.ask("statistics");
            String adapter = statistics.get("adapter") instanceof Json.Str s ? s.value() : "unknown";
            int dispatches = (int) Figures.number(statistics, "dispatches_per_token");
            var report = new BenchReport(
                    adapter,
                    browser.version(),
                    chosen.name(),
                    dispatches,
                    tab.memory(),
                    repetitions,
                    results,
                    profile(tab));
            System.out.println(json ? report.json().text() : report.table());
        }
        return 0;
    }

    private static void requirePositive(String option, List<Integer> values) {
        for (int value : values) {
            if (value < 1) {
                throw new CommandException(option + " must be at least 1, not " + value);
            }
        }
    }

    /** At the end of the longest prompt. */
    private Optional<Json> profile(EngineTab tab) {
        if (!kernels) {
            return Optional.empty();
        }
        Map<String, Json> step = new LinkedHashMap<>();
        step.put("position", Json.Num.of(prompts.stream().mapToInt(n -> n).max().orElse(0)));
        step.put("rows", Json.Num.of(1));
        return Optional.of(tab.ask("profile", new Json.Obj(step)));
    }
}
