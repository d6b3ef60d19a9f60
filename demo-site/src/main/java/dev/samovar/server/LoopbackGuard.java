package dev.samovar.server;

import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers only requests that name this machine as their host, so that a page elsewhere, whose name was made to point
 * here, cannot read the user's models.
 */
final class LoopbackGuard extends Handler.Wrapper {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    LoopbackGuard(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (HOSTS.contains(Request.getServerName(request))) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421, "this server is local");
        return true;
    }
}
