package dev.samovar.cli;

import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.server.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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

    @Option(names = "--model", paramLabel = "M", description = "File, address, HF://owner/name/file or known name.")
    private String model = ModelArgument.DEFAULT;

    @Option(names = "--open", description = "Open the page in the default browser.")
    private boolean open;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.current();
        Path file = new ModelArgument(ModelCache.ofUser(), new ProgressBar(System.err, terminal.err())).resolve(model);
        try (Site site = start()) {
            String title = KnownModels.find(model)
                    .map(KnownModels.Entry::title)
                    .orElse(file.getFileName().toString());
            site.offer(title, file);
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
