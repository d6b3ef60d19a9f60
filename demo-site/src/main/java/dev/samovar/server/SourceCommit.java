package dev.samovar.server;

import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code build.json}: the commit of the sources served, for the bench to report. */
final class SourceCommit extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/build.json")) {
            return false;
        }
        Json commit = describe().<Json>map(Json.Str::new).orElse(Json.Null.NULL);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        Content.Sink.write(response, true, new Json.Obj(Map.of("commit", commit)).text(), callback);
        return true;
    }

    /** Such as {@code 5da2eb6}, or {@code 5da2eb6-dirty} where files were changed since; empty outside a repository. */
    private static Optional<String> describe() {
        String sources = System.getProperty("samovar.home", ".");
        try {
            Process git = new ProcessBuilder("git", "-C", sources, "describe", "--always", "--dirty", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.isEmpty() ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            return Optional.empty(); // no git
        }
    }
}
