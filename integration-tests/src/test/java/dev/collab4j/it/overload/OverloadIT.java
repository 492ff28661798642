package dev.collab4j.it.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.hub.Verdict;
import dev.collab4j.netty.NettyTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hub on Netty whose edits and turns take a known time, so that its capacity is known as well; the clients are real sockets, and
 * send by the clock, whatever comes back. Only when {@code collab.overload.seconds} says for how long.
 */
class OverloadIT {

    private static final int SECONDS = Integer.getInteger("collab.overload.seconds", 0);
    private static final int ROOMS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TICKS_A_SECOND = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Typist> typists = new ArrayList<>();
    private volatile long turnNanos;
    private volatile long editNanos;

    private final CollabHub hub = CollabHub.builder()
            .authenticator(Authenticator.anyone())
            .executor(task -> threads.execute(() -> {
                LockSupport.parkNanos(turnNanos);
                task.run();
            }))
            .updateFilter(update -> {
                LockSupport.parkNanos(editNanos);
                return Verdict.accept();
            })
            .build();

    private final NettyTransport transport = NettyTransport.builder()
            .host("127.0.0.1")
            .port(0)
            .route("/y/*", hub.yWebSocket())
            .start();

    @BeforeEach
    void connect() {
        assumeTrue(SECONDS > 0, "collab.overload.seconds says for how long");
        HubMetrics.of(hub).bindTo(registry);
        for (int i = 0; i < ROOMS; i++) {
            typists.add(new Typist(http, transport.port(), "r" + i));
        }
        typists.forEach(typist -> typist.synced().join());
    }

    @AfterEach
    void end() {
        timer.shutdownNow();
        typists.forEach(Typist::close);
        hub.close();
        transport.close();
        threads.shutdown();
    }

    @Test
    void presenceAtTwiceTheCapacityLeavesEditsAlone() throws InterruptedException {
        turnNanos = Duration.ofMillis(1).toNanos();
        double capacity = 2 / measured(turnNanos);
        perSecond(capacity / 2, Typist::edit);
        long unloaded = percentile(run(), 95);
        perSecond(2 * capacity, Typist::moveCursor);
        run();
        long loaded = percentile(run(), 95);
        System.out.printf(
                "%.0f turns a second; p95 of edits at half of it %.1f ms, with presence at twice of it %.1f ms; %.0f presences thinned%n",
                capacity, unloaded / 1e6, loaded / 1e6, shed("presence"));
        assertThat(shed("presence")).isPositive();
        assertThat(loaded).isLessThanOrEqualTo(2 * unloaded);
        assertThat(shed("connections")).isZero();
    }

    @Test
    void editsAtTwiceTheCapacityArePausedAndNewConnectionsTurnedAway() throws InterruptedException {
        editNanos = Duration.ofMicros(500).toNanos();
        double capacity = 2 / measured(editNanos);
        long before = usedBytes();
        perSecond(2 * capacity, Typist::edit);
        run();
        List<Long> inTheServer = run();
        long grown = usedBytes() - before;
        Typist late = new Typist(http, transport.port(), "late");
        await().atMost(PATIENCE).until(() -> late.closeCode() != 0);
        long p99 = percentile(inTheServer, 99);
        System.out.printf(
                "%.0f edits a second; at twice of it p99 from the socket to the echo %.0f ms, %.0f pauses, %d KiB more for each of %d, new: %d%n",
                capacity, p99 / 1e6, shed("reading"), grown / ROOMS / 1024, ROOMS, late.closeCode());
        timer.shutdownNow();
        timer.awaitTermination(1, TimeUnit.SECONDS);
        editNanos = 0;
        await().atMost(PATIENCE).until(() -> typists.stream().allMatch(typist -> typist.open() == 0));
        for (int i = 0; i < ROOMS; i++) {
            assertThat(hub.room("r" + i).read(doc -> doc.getText("t").length()).join())
                    .isEqualTo(typists.get(i).length());
        }
        await().atMost(Duration.ofSeconds(11))
                .until(() -> registry.get("collab.overload").gauge().value() == 0);
        assertThat(late.closeCode()).isEqualTo(1013);
        assertThat(shed("reading")).isPositive();
    }

    /** What the machine makes of a pause, in seconds. */
    private static double measured(long nanos) {
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            LockSupport.parkNanos(nanos);
        }
        return (System.nanoTime() - start) / 500e9;
    }

    /** So often in a second one of all clients does something, one after the other. */
    private void perSecond(double rate, Consumer<Typist> action) {
        AtomicInteger next = new AtomicInteger();
        double each = rate / TICKS_A_SECOND;
        AtomicInteger ticks = new AtomicInteger();
        timer.scheduleAtFixedRate(
                () -> {
                    long until = (long) (ticks.incrementAndGet() * each);
                    while (next.get() < until) {
                        action.accept(typists.get(next.getAndIncrement() % ROOMS));
                    }
                },
                0,
                1_000_000 / TICKS_A_SECOND,
                TimeUnit.MICROSECONDS);
    }

    private List<Long> run() throws InterruptedException {
        typists.forEach(typist -> typist.latencies().clear());
        Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
        List<Long> all = new ArrayList<>();
        typists.forEach(typist -> all.addAll(typist.latencies()));
        return all;
    }

    private static long percentile(List<Long> nanos, int percent) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) ((long) sorted.size() * percent / 100));
    }

    private double shed(String kind) {
        return registry.get("collab.shed").tag("kind", kind).functionCounter().count();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
