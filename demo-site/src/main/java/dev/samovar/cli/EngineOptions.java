package dev.samovar.cli;

import dev.samovar.browser.Adapter;
import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import dev.samovar.server.Site;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the engine runs, for every command that needs a browser. */
final class EngineOptions {

    enum Choice {
        AUTO,
        SOFTWARE
    }

    @Option(
            names = "--adapter",
            paramLabel = "auto|software",
            defaultValue = "${env:SAMOVAR_ADAPTER:-auto}",
            description = "The machine's GPU where it has one, or the processor; also $$SAMOVAR_ADAPTER.")
    private Choice choice = Choice.AUTO;

    @Mixin
    private LoadOptions options = new LoadOptions();

    LoadOptions options() {
        return options;
    }

    Adapter adapter() {
        return switch (choice) {
            case AUTO -> Adapter.ofMachine();
            case SOFTWARE -> Adapter.SOFTWARE;
        };
    }

    /** A tab with the model loaded; loading shows on a terminal. */
    EngineTab load(HeadlessChromium browser, Site site, ChosenModel model, Terminal terminal) {
        return load(browser, site, model, terminal, 0);
    }

    /** @param contextLength 0 for what the engine chooses */
    EngineTab load(HeadlessChromium browser, Site site, ChosenModel model, Terminal terminal, int contextLength) {
        var tab = new EngineTab(browser, site);
        tab.load(model.address(site), options.json(contextLength), new TabListener() {
            @Override
            public void progress(Json progress) {
                if (terminal.err() && progress.get("text") instanceof Json.Str stage) {
                    System.err.print(
                            "\rloading " + model.name() + ": " + stage.value() + percent(progress) + "\u001b[K");
                }
            }
        });
        if (terminal.err()) {
            System.err.print("\r\u001b[K");
        }
        return tab;
    }

    private static String percent(Json progress) {
        return progress.get("loaded") instanceof Json.Num loaded
                        && progress.get("total") instanceof Json.Num total
                        && total.value() > 0
                ? String.format(Locale.ROOT, " %.0f %%", 100 * loaded.value() / total.value())
                : "";
    }
}
