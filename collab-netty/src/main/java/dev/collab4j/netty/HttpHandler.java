package dev.collab4j.netty;

import org.jspecify.annotations.Nullable;

/**
 * Answers the requests that no route takes, such as those for a page beside the WebSocket. Thread-safe.
 */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request.
     *
     * @param request the request, without a body: one that has a body is refused before, with 413; not null
     * @return the response; null for a 404. An exception is logged and answered with a 500
     */
    @Nullable
    HttpResponse handle(HttpRequest request);
}
