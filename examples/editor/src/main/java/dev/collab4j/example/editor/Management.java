package dev.collab4j.example.editor;

import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.netty.NettyTransport;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What those see who watch the server, at an address of its own: {@code /metrics} for Prometheus and {@code /health}. There is no
 * login, so the address is for machines that may see it.
 */
public final class Management implements AutoCloseable {

    private static final int THREADS = 2;

    private final NettyTransport transport;
    private final ExecutorService executor;
    private final JvmGcMetrics gc;

    private Management(NettyTransport transport, ExecutorService executor, JvmGcMetrics gc) {
        this.transport = transport;
        this.executor = executor;
        this.gc = gc;
    }

    /**
     * A registry for Prometheus, where the timers of hubs have the buckets of a histogram.
     *
     * @return an empty registry, not null
     */
    public static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(HubMetrics.histograms());
        return registry;
    }

    /**
     * Starts.
     *
     * @param host the address to listen on, not null
     * @param port the port, 0 for a free one
     * @param registry what {@code /metrics} shows; gets the meters of this JVM; not null
     * @param hub whose health {@code /health} tells, not null
     * @return the running server, not null
     * @throws java.io.UncheckedIOException if the port can't be had
     */
    public static Management start(String host, int port, PrometheusMeterRegistry registry, CollabHub hub) {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS, Management::thread);
        try {
            NettyTransport transport = NettyTransport.builder()
                    .host(host)
                    .port(port)
                    .threads(1)
                    .http(new ManagementPages(registry, hub), executor)
                    .start();
            return new Management(transport, executor, watchJvm(registry));
        } catch (RuntimeException e) {
            executor.shutdown();
            throw e;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "editor-management");
        thread.setDaemon(true);
        return thread;
    }

    private static JvmGcMetrics watchJvm(PrometheusMeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(registry);
        return gc;
    }

    /**
     * The port that is listened on.
     *
     * @return the port
     */
    public int port() {
        return transport.port();
    }

    /** Stops. */
    @Override
    public void close() {
        transport.close();
        executor.shutdown();
        gc.close();
    }
}
