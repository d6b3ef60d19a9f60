package dev.samovar.cli;

import dev.samovar.cache.KnownModels;
import dev.samovar.server.Site;
import dev.samovar.worker.names.KnownModel;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the chat page on this machine, with its model already here. */
@Command(name = "demo", description = "Serve the chat page at a loopback address, its model included.")
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--model", paramLabel = "M", description = ModelArgument.FORMS)
    private String model = ModelArgument.DEFAULT;

    @Option(names = "--open", description = "Open the page in the default browser.")
    private boolean open;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.current();
        ChosenModel chosen = ModelArgument.of(terminal).resolve(model);
        if (!(chosen instanceof ChosenModel.OnDisk file)) {
            throw new CommandException("the page offers files; " + model + " is none");
        }
        try (Site site = start()) {
            String title =
                    KnownModels.ofUser().find(model).map(KnownModel::title).orElse(file.name());
            site.offer(title, file.path());
            KnownModels.ofUser().known().stream()
                    .filter(known -> !known.title().equals(title))
                    .forEach(known -> site.offer(known.title(), known.address(), known.bytes()));
            System.out.println("Chat at " + site.address() + "  (Ctrl-C ends it)");
            System.out.flush();
            if (open) {
                show(site.address());
            }
            site.join();
        }
        return 0;
    }

    private Site start() throws IOException {
        try {
            return Site.start(port);
        } catch (IOException e) {
            throw new CommandException(
                    "cannot listen on port " + port + " (" + e.getMessage() + "); choose another with --port", e);
        }
    }

    private static void show(URI address) throws IOException {
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, address.toString()).start();
        } catch (IOException e) {
            throw new CommandException("cannot open a browser: there is no " + opener, e);
        }
    }
}
