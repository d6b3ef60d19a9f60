package dev.samovar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry: a list of commands. Those that only look at files need no browser. */
@Command(
        name = "samovar",
        description = "Runs language models in a browser tab.",
        subcommands = {
            DemoCommand.class,
            ChatCommand.class,
            VerifyCommand.class,
            BenchCommand.class,
            PerplexityCommand.class,
            InspectCommand.class,
            PlanCommand.class,
            ModelsCommand.class,
            TokenizeCommand.class,
            RenderCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "samovar 0.1.0",
        footer = {"  test   Run every test.", "", "Models are kept in $SAMOVAR_CACHE, else in ~/.cache/samovar."})
public final class Samovar {

    private Samovar() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Samovar())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures());
    }
}
