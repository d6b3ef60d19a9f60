package dev.samovar.cli;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.json.Json;
import dev.samovar.server.Site;
import dev.samovar.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code perplexity}: how a model finds a text, and what quantising weights or cache changes of that. */
@Command(
        name = "perplexity",
        description =
                "Measure a model's perplexity on a text, and compare the likeliest tokens with an earlier measurement.")
final class PerplexityCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = ModelArgument.FORMS)
    private String model = ModelArgument.DEFAULT;

    @Parameters(index = "1", paramLabel = "FILE", description = "A text in UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Tokens that are seen together; the text is cut into windows (default: ${DEFAULT-VALUE}).")
    private int window = 512;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Tokens a step: 1 runs the kernels of decode, more those of prefill (default: ${DEFAULT-VALUE}).")
    private int rows = 32;

    @Option(names = "--against", paramLabel = "JSON", description = "What --json printed before, to compare with.")
    private @Nullable Path against;

    @Option(names = "--json", description = "Print one JSON object, with the log-probability of every token.")
    private boolean json;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws IOException {
        if (window < 2 || rows < 1) {
            throw new CommandException(
                    "--window must be at least 2 and --rows at least 1, not " + window + " and " + rows);
        }
        TextScore other = against == null ? null : TextScore.read(Json.parse(Files.readString(against)));
        String text = Files.readString(file);
        Terminal terminal = Terminal.current();
        ChosenModel chosen = ModelArgument.of(terminal).resolve(model);
        Tokenizer tokenizer = chosen.checkpoint().chat().tokenizer().read();
        int[] tokens = tokenizer.encode(text, /* parseSpecial= */ false);
        if (tokens.length < 2) {
            throw new CommandException(file + " has " + tokens.length + " tokens; at least 2 are needed");
        }
        try (Site site = Site.start(0);
                HeadlessChromium browser = HeadlessChromium.launch(engine.adapter());
                EngineTab tab = engine.load(browser, site, chosen, terminal)) {
            TextScore score = score(tab, tokens, tokenizer.prefix());
            System.out.println(json ? score.json().text() : score.line());
            if (other != null) {
                System.err.println(score.against(other));
            }
        }
        return 0;
    }

    /** Each window by itself, after what the model's texts begin with. */
    private TextScore score(EngineTab tab, int[] tokens, int[] prefix) {
        int most = window - prefix.length;
        List<TextScore> pieces = new ArrayList<>();
        for (int at = 0; at < tokens.length - 1; at += most) {
            List<Json> ids = IntStream.concat(
                            IntStream.of(prefix), IntStream.of(tokens).skip(at).limit(most))
                    .<Json>mapToObj(Json.Num::of)
                    .toList();
            Json answer = tab.ask("score", new Json.Arr(ids), new Json.Obj(Map.of("rows", Json.Num.of(rows))));
            pieces.add(TextScore.read(answer).from(Math.max(0, prefix.length - 1)));
        }
        return TextScore.joined(pieces);
    }
}
