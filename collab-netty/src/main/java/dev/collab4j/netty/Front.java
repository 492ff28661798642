package dev.collab4j.netty;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all channels of a transport have in common: who answers what. Immutable. */
final class Front {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final HttpResponse NOT_FOUND = HttpResponse.text(404, "Not found");

    private final Settings settings;
    private final NettyFrameFactory frames;
    private final Arrivals arrivals;
    private final Tally tally = new Tally();
    private final List<Route> routes;
    private final @Nullable HttpHandler http;
    private final @Nullable Executor httpExecutor;

    Front(
            Settings settings,
            NettyFrameFactory frames,
            List<Route> routes,
            @Nullable HttpHandler http,
            @Nullable Executor httpExecutor) {
        this.settings = settings;
        this.frames = frames;
        this.arrivals = new Arrivals(settings.maxHandshakesPerAddress());
        this.routes = List.copyOf(routes);
        this.http = http;
        this.httpExecutor = httpExecutor;
    }

    Settings settings() {
        return settings;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Tally tally() {
        return tally;
    }

    NettyFrameFactory frames() {
        return frames;
    }

    /** The longest route that matches, null if none does. */
    @Nullable
    Route route(String path) {
        Route best = null;
        for (Route route : routes) {
            boolean longer =
                    best == null || route.prefix().length() > best.prefix().length();
            if (longer && route.matches(path)) {
                best = route;
            }
        }
        return best;
    }

    /** The request as an {@link HttpHandler} sees it. */
    static HttpRequest plain(io.netty.handler.codec.http.HttpRequest request, Target target) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers()
                .forEach(header -> headers.computeIfAbsent(header.getKey(), k -> new ArrayList<>())
                        .add(header.getValue()));
        headers.replaceAll((name, values) -> List.copyOf(values));
        return new HttpRequest(
                request.method().name(), target.path(), target.query(), Collections.unmodifiableMap(headers));
    }

    Executor httpExecutor(Channel channel) {
        return httpExecutor == null ? channel.eventLoop() : httpExecutor;
    }

    HttpResponse answer(HttpRequest request) {
        if (route(request.path()) != null) {
            return HttpResponse.text(426, "This is a WebSocket").with("Upgrade", "websocket");
        }
        try {
            HttpResponse response = http == null ? null : http.handle(request);
            return response == null ? NOT_FOUND : response;
        } catch (RuntimeException | Error e) {
            LOG.error("The HTTP handler has thrown at {}", request.path(), e);
            return HttpResponse.text(500, "Internal error");
        }
    }
}
