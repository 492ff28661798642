package dev.collab4j.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.load.report.Figure;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Proc;
import dev.collab4j.load.wire.Network;
import dev.collab4j.netty.HttpResponse;
import dev.collab4j.netty.NettyTransport;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Who stalls for 0.4 s of a second makes four letters of ten late, by 0.2 s on the average: that has to show. */
class StallTest {

    private static final double WARM_UP = 0.3;
    private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long STALL_MILLIS = 400;
    private static final double WELL_INTO_THE_STALL_MILLIS = 250;

    private final CollabHub hub =
            CollabHub.builder().authenticator(request -> Access.readWrite(null)).build();
    /** A page that stalls the only loop for as long as its path says. */
    private final NettyTransport transport = NettyTransport.builder()
            .threads(1)
            .route("/y/*", hub.yWebSocket())
            .http(request -> {
                sleep(Long.parseLong(request.path().substring(1)));
                return HttpResponse.text(200, "stalled");
            })
            .start();

    private final Network network = new Network(1, 1);
    private final Target target = new Target();

    @BeforeEach
    void aim() {
        new CommandLine(target).parseArgs("--url", "ws://127.0.0.1:" + transport.port() + "/y");
    }

    @AfterEach
    void stop() {
        network.close();
        transport.close();
        hub.close();
    }

    private interface Stall {
        void begin(Crowd crowd) throws IOException;
    }

    private void stallServer(long millis) throws IOException {
        URL page = new URL("http://127.0.0.1:" + transport.port() + "/" + millis);
        page.openStream().close();
    }

    private Window.Outcome typeBeside(Stall stall) throws InterruptedException, ExecutionException {
        Crowd crowd = new Crowd(target, network, List.of("stalled"), 2, false);
        crowd.connect(2);
        ExecutorService later = Executors.newSingleThreadExecutor();
        Future<?> stalled = later.submit(() -> {
            awaitLetters(crowd);
            stall.begin(crowd);
            return null;
        });
        Window.Pace pace = new Window.Pace(List.of(new Beat(Act.TYPE, 100)), WARM_UP, 1, 1);
        Window.Outcome outcome = new Window(crowd, new Meter(Proc.ofSystem(), List.of()), pace).run();
        stalled.get();
        later.shutdown();
        return outcome;
    }

    @Test
    void ofTheServer() throws InterruptedException, ExecutionException {
        Window.Outcome outcome = typeBeside(crowd -> stallServer(STALL_MILLIS));
        assertThat(outcome.missing()).isZero();
        assertThat(outcome.latency().getTotalCount()).isEqualTo(200);
        assertShows(outcome.latency());
    }

    /** The load is less than it says meanwhile, and so late that nobody takes it for the server's own time. */
    @Test
    void ofTheGenerator() throws InterruptedException, ExecutionException {
        Window.Outcome outcome = typeBeside(crowd -> crowd.lanes().get(0).loop.execute(() -> sleep(STALL_MILLIS)));
        assertThat(outcome.missing()).isZero();
        assertThat(outcome.latency().getTotalCount()).isEqualTo(200);
        assertShows(outcome.latency());
        assertShows(outcome.during().lag);
    }

    /** A server that never says anything again is not better than one that says it late. */
    @Test
    void withoutEnd() throws InterruptedException, ExecutionException {
        Window.Outcome outcome = typeBeside(crowd -> stallServer(2_500));
        assertThat(outcome.missing()).isGreaterThan(100);
        assertThat(Figure.millis(outcome.latency(), 50)).isGreaterThan(1_000);
    }

    /** Until some time after the first of those that are measured. */
    private static void awaitLetters(Crowd crowd) {
        Timeline typing = crowd.documents().get(0).typing[0];
        while (!typing.isPlanned()) {
            sleep(1);
        }
        Schedule schedule = typing.schedule();
        long due = schedule.at(schedule.measured()) + BEFORE_NANOS;
        sleep(TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
    }

    private static void assertShows(Histogram late) {
        assertThat(Figure.millis(late, 95)).isGreaterThan(WELL_INTO_THE_STALL_MILLIS);
        assertThat(Figure.millis(late, 40)).isLessThan(WELL_INTO_THE_STALL_MILLIS);
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
