package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.hub.Room;
import dev.collab4j.testkit.RawClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Readers that read nothing while a document of 100 KB is replaced over and over, on real sockets: what they cost the
 * server, what the others notice, and that in the end they have the document. In full:
 * {@code -Dcollab.slow.megabytes=200 -Dcollab.slow.readers=500 -Dcollab.slow.others=true}.
 */
class SlowReadersTest {

    private static final int MEGABYTES = Integer.getInteger("collab.slow.megabytes", 20);
    private static final int READERS = Integer.getInteger("collab.slow.readers", 50);
    /** Whether the time to the others is compared: only where nothing else runs. */
    private static final boolean OTHERS = Boolean.getBoolean("collab.slow.others");

    private static final int PIECE = 100_000;
    private static final int EDITS = MEGABYTES * 10;
    private static final long MOST_OWN_BYTES = 64 << 10;
    private static final long MOST_GROWTH = 8 << 20;
    private static final int PAUSE_MILLIS = 5;

    private final CollabHub hub =
            CollabHub.builder().authenticator(Authenticator.anyone()).build();
    private final NettyTransport server = NettyTransport.builder()
            .route("/y/*", hub.yWebSocket())
            .pingInterval(Duration.ofHours(1))
            .start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Room room = hub.room("r");
    private final List<Reader> readers = new ArrayList<>();
    private long mostOwnBytes;

    @BeforeEach
    void bind() {
        HubMetrics.of(hub).bindTo(registry);
    }

    @AfterEach
    void close() throws IOException {
        for (Reader reader : readers) {
            reader.client.close();
        }
        threads.shutdownNow();
        server.close();
        hub.close();
    }

    /** A y-websocket client without a thread: it reads when it is told to. */
    private final class Reader {

        private final RawClient client = RawClient.open(server.port(), "/y/r");
        private final Doc doc = new Doc();

        private Reader() throws IOException {
            send(new SyncMessage.Step1(StateVector.empty()));
        }

        private void send(SyncMessage message) throws IOException {
            client.message(new Message.Sync(message).encode());
        }

        private SyncMessage next() throws IOException {
            while (true) {
                Message message = Message.decode(ByteBuffer.wrap(client.read().payload()));
                if (message instanceof Message.Sync sync) {
                    take(sync.message());
                    return sync.message();
                }
            }
        }

        private void take(SyncMessage message) {
            if (message instanceof SyncMessage.Step2 step2) {
                doc.applyUpdate(step2.update());
            } else if (message instanceof SyncMessage.Update update) {
                doc.applyUpdate(update.update());
            }
        }

        private Reader synced() throws IOException {
            while (!(next() instanceof SyncMessage.Step2)) {
                // SyncStep1 and pieces of the answer
            }
            return this;
        }

        private Void readUntil(byte[] state) throws IOException {
            while (!Arrays.equals(doc.encodeStateAsUpdate().toV1(), state)) {
                next();
            }
            return null;
        }
    }

    private Reader join() throws IOException {
        Reader reader = new Reader();
        readers.add(reader);
        return reader.synced();
    }

    private double value(String gauge) {
        return registry.get(gauge).gauge().value();
    }

    /** Replaces the text; returns the times until a reader that keeps up has it, of which the 95th percentile counts. */
    private long replace(Reader fast, int edits) throws Exception {
        long[] nanos = new long[edits];
        for (int i = 0; i < edits; i++) {
            long start = System.nanoTime();
            Future<?> read = threads.submit(() -> fast.next());
            replaceOnce(i);
            read.get(20, TimeUnit.SECONDS);
            nanos[i] = System.nanoTime() - start;
            mostOwnBytes = Math.max(mostOwnBytes, (long) value("collab.pending.own"));
            if (OTHERS) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        Arrays.sort(nanos);
        return nanos[edits * 95 / 100] / 1_000;
    }

    private void replaceOnce(int number) {
        String piece = String.valueOf((char) ('a' + number % 26)).repeat(PIECE);
        room.edit("writer", doc -> {
                    doc.getText("t").insert(0, piece);
                    doc.getText("t").delete(PIECE, doc.getText("t").length() - PIECE);
                })
                .join();
    }

    @Test
    void whoNeverReadsCostsLittleAndIsRightInTheEnd() throws Exception {
        Reader fast = join();
        replace(fast, 50);
        long alone = replace(fast, Math.min(EDITS, 200));
        for (int i = 0; i < READERS; i++) {
            join();
        }
        long before = StrangerServer.usedBytes();
        long beside = replace(fast, EDITS);
        double lagging = value("collab.connections.lagging");
        double ring = value("collab.catchup");
        long growth = StrangerServer.usedBytes() - before;
        System.out.printf(
                "slow readers: %d, %d MB: own bytes at most %d, growth %d KiB, kept for all %.0f KiB, lagging %.0f;"
                        + " p95 of the others %d us, alone %d us%n",
                READERS, MEGABYTES, mostOwnBytes, growth >> 10, ring / 1024, lagging, beside, alone);
        assertThat(lagging).isGreaterThan(READERS * 0.9);
        assertThat(mostOwnBytes).isLessThanOrEqualTo(MOST_OWN_BYTES);
        assertThat(growth).isLessThanOrEqualTo(MOST_GROWTH);
        if (OTHERS) {
            assertThat(beside).isLessThan(alone * 3 / 2 + 2_000);
        }
        byte[] state = room.read(doc -> doc.encodeStateAsUpdate().toV1()).join();
        List<Callable<Void>> reads = new ArrayList<>();
        readers.forEach(reader -> reads.add(() -> reader.readUntil(state)));
        for (Future<Void> read : threads.invokeAll(reads, 120, TimeUnit.SECONDS)) {
            read.get();
        }
        await().until(() -> value("collab.catchup") == 0);
    }
}
