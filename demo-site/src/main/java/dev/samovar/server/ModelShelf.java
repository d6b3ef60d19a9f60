package dev.samovar.server;

import dev.samovar.weights.GgufParts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.http.content.ResourceHttpContent;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders handed out under {@code models/<number>/}, with byte ranges. Only what was put here is served: of a
 * file's folder nothing but its other parts, of a folder only the files directly in it.
 */
final class ModelShelf {
    private final ResourceFactory resources;
    private final List<Path> models = new CopyOnWriteArrayList<>();

    ModelShelf(ResourceFactory resources) {
        this.resources = resources;
    }

    /** Puts a model on the shelf; returns its path relative to the site. */
    String add(Path model) {
        Path absolute = model.toAbsolutePath().normalize();
        int number = models.indexOf(absolute);
        if (number < 0) {
            models.add(absolute);
            number = models.size() - 1;
        }
        String name = new UriSegment(absolute.getFileName().toString()).encoded();
        return "models/" + number + "/" + (Files.isDirectory(absolute) ? "" : name);
    }

    Handler handler() {
        var handler = new ResourceHandler() {
            @Override
            protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized pool) {
                return path -> {
                    Path file = find(path);
                    return file == null ? null : content(file, pool);
                };
            }
        };
        handler.setBaseResource(resources.newResource(Path.of(System.getProperty("java.io.tmpdir"))));
        handler.setDirAllowed(false);
        handler.setEtags(true);
        handler.setCacheControl("no-cache");
        return handler;
    }

    private HttpContent content(Path file, ByteBufferPool.Sized pool) {
        Resource resource = resources.newResource(file);
        return new ResourceHttpContent(
                resource, file.toString().endsWith(".json") ? "application/json" : "application/octet-stream", pool);
    }

    /** The file behind {@code /models/<number>/<name>}, or null. */
    private @Nullable Path find(String path) {
        if (!path.startsWith("/models/")) {
            return null;
        }
        String[] parts = path.substring("/models/".length()).split("/", -1);
        if (parts.length != 2 || !isNumber(parts[0]) || Integer.parseInt(parts[0]) >= models.size()) {
            return null;
        }
        Path model = models.get(Integer.parseInt(parts[0]));
        String name = URIUtil.decodePath(parts[1]);
        Path folder = Files.isDirectory(model) ? model : model.resolveSibling("");
        Path file = folder.resolve(name).normalize();
        boolean published = isPart(file, model) || (folder.equals(model) && folder.equals(file.getParent()));
        return published && Files.isRegularFile(file) ? file : null;
    }

    /** Of a model in parts, each is the model. */
    private static boolean isPart(Path file, Path model) {
        return file.resolveSibling("").equals(model.resolveSibling(""))
                && GgufParts.names(model.getFileName().toString())
                        .contains(file.getFileName().toString());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
