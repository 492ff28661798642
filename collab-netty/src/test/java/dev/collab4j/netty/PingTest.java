package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.testkit.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is found dead, and who is not (T8). */
class PingTest {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Recording acceptor = new Recording();
    private final NettyTransport transport = NettyTransport.builder()
            .pingInterval(INTERVAL)
            .route("/y/*", acceptor)
            .start();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void aHalfOpenPeerIsFoundWithinTwoIntervals() throws Exception {
        try (RawClient silent = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            long start = System.nanoTime();
            assertThat(session.closeCode()).isEqualTo(1006);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isLessThan(INTERVAL.multipliedBy(2).plusSeconds(2)); // the machine is shared
            assertThat(silent.read().opcode()).isEqualTo(0x9);
        }
    }

    @Test
    void aPeerThatIsSentToAndSaysNothingIsFoundToo() throws Exception {
        try (RawClient silent = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        session.send(new byte[100]);
                        session.connection.flush();
                        return !session.closes.isEmpty();
                    });
            assertThat(session.closeCode()).isEqualTo(1006);
            assertThat(silent.status()).isEqualTo(101);
        }
    }

    @Test
    void aPeerThatAnswersStays() throws Exception {
        try (RawClient client = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            for (int i = 0; i < 5; i++) {
                RawClient.Received ping = client.read();
                assertThat(ping.firstByte()).isEqualTo(0x89);
                client.frame(0x8A, ping.payload());
            }
            assertThat(session.closes).isEmpty();
        }
    }

    @Test
    void aLoopThatStoodStillDoesNotTakeItsPeersForDead() throws Exception {
        try (RawClient client = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            Thread peer = new Thread(() -> answerPings(client), "peer");
            peer.start();
            CountDownLatch still = new CountDownLatch(1);
            session.connection.loop().execute(() -> Recording.awaitOnLoop(still));
            await().pollDelay(INTERVAL.multipliedBy(3)).until(() -> true);
            still.countDown();
            await().during(INTERVAL).atMost(Duration.ofSeconds(10)).until(session.closes::isEmpty);
            session.connection.close(CloseCode.NORMAL, "");
            peer.join();
        }
    }

    /** A while later each, as over a slow network. */
    private static void answerPings(RawClient client) {
        try {
            for (RawClient.Received frame = client.read(); frame.opcode() == 0x9; frame = client.read()) {
                await().pollDelay(INTERVAL.dividedBy(5)).until(() -> true);
                client.frame(0x8A, frame.payload());
            }
        } catch (IOException e) {
            // cut: the test sees it at the other end
        }
    }

    /** Its pings are behind what it reads, so it can't answer. */
    @Test
    void aPeerThatReadsSlowlyStays() throws Exception {
        try (Frame large = largeFrame();
                RawClient client = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            session.connection.send(large);
            session.connection.flush();
            client.frame(0x8A, new byte[0]); // for a ping that came before it all
            InputStream in = client.socket().getInputStream();
            for (int i = 0; i < 25; i++) { // 5 intervals
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                assertThat(in.readNBytes(1_000_000)).hasSize(1_000_000);
            }
            assertThat(session.closes).isEmpty();
        }
    }

    /** Made on a connection of its own, as it takes a while. */
    private Frame largeFrame() throws Exception {
        try (RawClient client = RawClient.open(transport.port(), "/y/room")) {
            assertThat(client.status()).isEqualTo(101);
            return acceptor.next().connection.frames().frame(ByteBuffer.allocate(60_000_000));
        }
    }

    @Test
    void aPausedConnectionIsNotTakenForDead() throws Exception {
        try (RawClient client = RawClient.open(transport.port(), "/y/room")) {
            Recording.Session session = acceptor.next();
            session.connection.pauseReading();
            client.message(new byte[90_000]); // more than is held, so that the socket is not read
            await().during(INTERVAL.multipliedBy(4))
                    .atMost(Duration.ofSeconds(10))
                    .until(session.closes::isEmpty);
            session.connection.resumeReading();
            assertThat(session.nextMessage()).hasSize(90_000);
        }
    }
}
