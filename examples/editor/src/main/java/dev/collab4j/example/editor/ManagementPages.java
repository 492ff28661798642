package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.netty.HttpHandler;
import dev.collab4j.netty.HttpRequest;
import dev.collab4j.netty.HttpResponse;
import dev.collab4j.spi.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pages of {@link Management}. They wait for the store, at most 2 s. Thread-safe. */
final class ManagementPages implements HttpHandler {

    private static final int PATIENCE_SECONDS = 2;
    private static final Health SILENT = Health.down("the store does not answer within " + PATIENCE_SECONDS + " s");
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final CollabHub hub;
    private CompletableFuture<Health> check = CompletableFuture.completedFuture(Health.up());

    ManagementPages(PrometheusMeterRegistry registry, CollabHub hub) {
        this.registry = registry;
        this.hub = hub;
    }

    @Override
    public @Nullable HttpResponse handle(HttpRequest request) {
        return switch (request.path()) {
            case "/metrics" -> metrics();
            case "/health" -> health();
            default -> null;
        };
    }

    private HttpResponse metrics() {
        return HttpResponse.of(
                200, Map.of("Content-Type", PROMETHEUS_TEXT), registry.scrape().getBytes(UTF_8));
    }

    private HttpResponse health() {
        Health health = check().copy()
                .completeOnTimeout(SILENT, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        int status = health.status() == Health.Status.DOWN ? 503 : 200;
        return HttpResponse.text(status, (health.status() + " " + health.detail()).strip() + "\n");
    }

    /** One at a time: a check of a store that hangs takes one of the hub's calls until it ends. */
    private synchronized CompletableFuture<Health> check() {
        if (check.isDone()) {
            check = hub.check();
        }
        return check;
    }
}
