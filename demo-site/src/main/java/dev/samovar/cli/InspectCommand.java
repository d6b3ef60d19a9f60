package dev.samovar.cli;

import dev.samovar.inspect.Inspection;
import dev.samovar.inspect.InspectionReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what a model's files hold, and why they could not run. */
@Command(name = "inspect", description = "Show what a model's files hold and what the engine would do with them.")
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A GGUF or safetensors file, or a folder of Hugging Face or MLC.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        InspectionReport.print(Inspection.of(file.toFile()), spec.commandLine().getOut());
        return 0;
    }
}
