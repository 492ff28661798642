package dev.collab4j.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.load.report.Figure;
import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Proc;
import dev.collab4j.load.wire.Network;
import dev.collab4j.netty.NettyTransport;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Who stalls for 0.4 s of a second makes four letters of ten late, by 0.2 s on the average: that has to show. */
class StallTest {

    private static final long STALL_MILLIS = 400;
    private static final double WELL_INTO_THE_STALL_MILLIS = 250;

    private final ExecutorService rooms = Executors.newSingleThreadExecutor();
    private final CollabHub hub = CollabHub.builder()
            .authenticator(request -> Access.readWrite(null))
            .executor(rooms)
            .build();
    private final NettyTransport transport =
            NettyTransport.builder().route("/y/*", hub.yWebSocket()).start();
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
        rooms.shutdown();
    }

    private interface Stall {
        void begin(Crowd crowd);
    }

    private Window.Outcome typeBeside(Stall stall) throws InterruptedException {
        Crowd crowd = new Crowd(target, network, List.of("stalled"), 2, false);
        crowd.connect(2);
        ExecutorService later = Executors.newSingleThreadExecutor();
        later.execute(() -> {
            sleep(900);
            stall.begin(crowd);
        });
        Window.Pace pace = new Window.Pace(List.of(new Beat(Act.TYPE, 100)), 0.5, 1, 1);
        Window.Outcome outcome = new Window(crowd, new Meter(Proc.ofSystem(), List.of()), pace).run();
        later.shutdown();
        return outcome;
    }

    @Test
    void ofTheServer() throws InterruptedException {
        Window.Outcome outcome = typeBeside(crowd -> rooms.execute(() -> sleep(STALL_MILLIS)));
        assertThat(outcome.missing()).isZero();
        assertShows(outcome.latency());
    }

    /** The load is less than it says meanwhile, and so late that nobody takes it for the server's own time. */
    @Test
    void ofTheGenerator() throws InterruptedException {
        Window.Outcome outcome = typeBeside(crowd -> crowd.lanes().get(0).loop.execute(() -> sleep(STALL_MILLIS)));
        assertThat(outcome.missing()).isZero();
        assertShows(outcome.latency());
        assertShows(outcome.during().lag);
    }

    /** A server that never says anything again is not better than one that says it late. */
    @Test
    void withoutEnd() throws InterruptedException {
        Window.Outcome outcome = typeBeside(crowd -> rooms.execute(() -> sleep(2_500)));
        assertThat(outcome.missing()).isGreaterThan(100);
        assertThat(Figure.millis(outcome.latency(), 75)).isGreaterThan(1_000);
    }

    private static void assertShows(Histogram late) {
        assertThat(late.getTotalCount()).isEqualTo(200);
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
