package dev.samovar.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** A running server: the page at {@code /}, the engine under {@code /engine/}, models under {@code /models/}. */
public final class Site implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final ModelShelf shelf;
    private final OfferedModels offered;

    private Site(Server server, ServerConnector connector, ModelShelf shelf, OfferedModels offered) {
        this.server = server;
        this.connector = connector;
        this.shelf = shelf;
        this.offered = offered;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any free one
     */
    public static Site start(int port) throws IOException {
        var server = new Server();
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        var shelf = new ModelShelf(ResourceFactory.of(server));
        var offered = new OfferedModels();
        var parts = new Handler.Sequence(
                offered,
                new SourceCommit(),
                new AssetHandler("dev/samovar/web", "/engine/"),
                shelf.handler(),
                new AssetHandler("dev/samovar/site", "/"));
        server.setHandler(new LoopbackGuard(new IsolationHeaders(new ContextHandler(parts, "/"))));
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the server does not start: " + e.getMessage(), e);
        }
        return new Site(server, connector, shelf, offered);
    }

    /** Where it answers, with a slash at the end. */
    public URI address() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort() + "/");
    }

    /** Makes a file or folder available; returns its address, which a folder's ends with a slash. */
    public URI publish(Path model) {
        return address().resolve(shelf.add(model));
    }

    /** Lists a model on the page's own picker, under the title given. */
    public void offer(String title, Path model) throws IOException {
        offered.add(title, shelf.add(model), Files.isDirectory(model) ? 0 : Files.size(model));
    }

    /** Lists a model of another server, which the browser fetches when it is chosen. */
    public void offer(String title, String address, long bytes) {
        offered.add(title, address, Math.max(0, bytes));
    }

    /** Waits until the server is stopped from elsewhere. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
