package dev.samovar.cli;

import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.worker.names.KnownModel;
import dev.samovar.worker.names.ModelNames;
import dev.samovar.worker.names.ModelPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: the models with a name, or some of them fetched. */
@Command(name = "models", description = "List the models that have a name, or fetch some into the cache.")
final class ModelsCommand implements Callable<Integer> {
    private static final String ROW = "%-34s %-18s %9s %8s  %-27s %-8s %s%n";

    @Parameters(arity = "0..*", paramLabel = "M", description = "What to fetch: " + ModelArgument.FORMS)
    private List<String> wanted = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (wanted.isEmpty()) {
            list(KnownModels.ofUser(), ModelCache.ofUser(), out);
        }
        ModelArgument argument = ModelArgument.of(Terminal.current());
        for (String model : wanted) {
            if (!(argument.resolve(model) instanceof ChosenModel.OnDisk file)) {
                throw new CommandException(model + " has nothing to fetch");
            }
            out.println(file.path());
            out.flush();
        }
        return 0;
    }

    /** A line a model; sizes that are not known beforehand are left out. */
    static void list(ModelNames names, ModelCache cache, PrintWriter out) {
        out.printf(Locale.ROOT, ROW, "name", "format", "size", "context", "licence", "fetched", "address");
        for (KnownModel model : names.known()) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    model.id(),
                    model.format(),
                    model.bytes() < 0 ? "" : String.format(Locale.ROOT, "%.0f MB", model.bytes() / 1e6),
                    model.context() == 0 ? "" : "" + model.context(),
                    model.licence(),
                    isFetched(cache, names.resolve(model.id())) ? "yes" : "",
                    model.address());
        }
        out.flush();
    }

    private static boolean isFetched(ModelCache cache, ModelPlace place) {
        return Files.exists(cache.path(URI.create(place.url())));
    }
}
