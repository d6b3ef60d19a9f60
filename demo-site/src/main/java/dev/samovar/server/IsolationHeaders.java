package dev.samovar.server;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Headers of every response: cross-origin isolation, and a policy under which a page runs only scripts of this site.
 * Models may be fetched from anywhere, and kept files be opened as blobs.
 */
final class IsolationHeaders extends Handler.Wrapper {
    private static final String PAGE_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
            + "connect-src 'self' https: http: blob:; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";
    /** The wasm runtime's loader makes its glue functions from text, which only the Worker may do. */
    private static final String WORKER_POLICY =
            "default-src 'self'; script-src 'self' 'unsafe-eval'; " + "connect-src 'self' https: http: blob:";

    IsolationHeaders(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean engine = Request.getPathInContext(request).startsWith("/engine/");
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", engine ? WORKER_POLICY : PAGE_POLICY);
        return super.handle(request, response, callback);
    }
}
