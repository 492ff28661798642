package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.JoinRequest;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.testkit.ForwardingDocumentStore;
import dev.collab4j.testkit.RawClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Documents are opened over the network and left in all ways that there are; descriptors, threads, timers and memory
 * outside of the heap come back, with Netty's own search for leaks at its most thorough. {@code -Dcollab.leaks.cycles=N}
 * and {@code -Dcollab.leaks.seed=N} as for the hub alone.
 */
class LeaksTest {

    private static final int CYCLES = Integer.getInteger("collab.leaks.cycles", 1_000);
    private static final long SEED = Long.getLong("collab.leaks.seed", 1);
    private static final int WARM_UP = 200;
    private static final int THREADS = 4;
    /** The one that waits, and one of the virtual machine. */
    private static final int OF_THE_TEST = 2;
    /** The pool of buffers grows by chunks and keeps them; buffers that are lost are told by its leak detector. */
    private static final long OF_THE_POOL = 4 << 20;

    private static final int MANY = 100_000;
    private static final byte[] QUESTION = {0, 0, 1, 0};
    private static final byte[] NONSENSE = {0, 7};

    private final ExecutorService rooms = Executors.newFixedThreadPool(THREADS);
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Random random = new Random(SEED);
    private final CollabHub hub = CollabHub.builder()
            .store(new FailingStore(new InMemoryDocumentStore()))
            .authenticator(LeaksTest::authenticate)
            .executor(rooms)
            .blockingExecutor(rooms)
            .scheduler(scheduler)
            .options(HubOptions.builder()
                    .keepLoadedFor(Duration.ofMillis(10))
                    .idleTimeout(Duration.ofMillis(50))
                    .presenceGrace(Duration.ofMillis(10))
                    .authenticationTimeout(Duration.ofMillis(500))
                    .build())
            .build();
    private final NettyTransport transport = NettyTransport.builder()
            .allocator(allocator)
            .handshakeTimeout(Duration.ofMillis(500))
            .maxHandshakesPerAddress(MANY)
            .route("/y/*", hub.yWebSocket())
            .route("/hocuspocus", hub.hocuspocus())
            .start();

    LeaksTest() {
        scheduler.setRemoveOnCancelPolicy(true);
        HubMetrics.of(hub).bindTo(registry);
        NettyMetrics.of(transport).bindTo(registry);
    }

    private static Access authenticate(JoinRequest request) {
        return "denied".equals(request.token()) ? Access.denied("as the test wants") : Access.readWrite("ann");
    }

    @AfterEach
    void close() {
        transport.close();
        hub.close();
        rooms.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void nothingStaysBehind() throws IOException {
        int timers = scheduler.getQueue().size();
        cycles(WARM_UP);
        awaitNothingLeft(timers);
        Used before = Used.now();
        cycles(CYCLES);
        awaitNothingLeft(timers);
        await("descriptors, threads")
                .untilAsserted(() -> assertThat(Used.now().isAtMost(before))
                        .as("%s, and %s before", Used.now(), before)
                        .isTrue());
    }

    private void cycles(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            cycle();
        }
    }

    private void awaitNothingLeft(int timers) {
        for (String gauge : new String[] {
            "collab.connections",
            "collab.connections.unauthenticated",
            "collab.handshakes",
            "collab.rooms",
            "collab.sessions",
            "collab.pending",
            "collab.unsaved"
        }) {
            await(gauge).until(() -> registry.get(gauge).gauge().value() == 0);
        }
        await("timers").until(() -> scheduler.getQueue().size() <= timers);
        await("direct memory").until(() -> allocator.metric().usedDirectMemory() == 0);
    }

    private void cycle() throws IOException {
        String room = "/y/r" + random.nextInt(50);
        switch (random.nextInt(9)) {
            case 0 -> speak(room, QUESTION, true);
            case 1 -> speak(room, QUESTION, false);
            case 2 -> speak(room + "?token=denied", QUESTION, false);
            case 3 -> speak("/y/broken" + random.nextInt(5), QUESTION, random.nextBoolean());
            case 4 -> speak(room, NONSENSE, random.nextBoolean());
            case 5 -> speak("/hocuspocus", NONSENSE, random.nextBoolean());
            case 6 -> speak("/nowhere", QUESTION, false);
            case 7 -> halfAFrame(room);
            default -> halfAHandshake(room);
        }
    }

    /** Ports of one address would not do for all. */
    private RawClient open(String target) throws IOException {
        return RawClient.openFrom(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + random.nextInt(100))}),
                transport.port(),
                target);
    }

    private void speak(String target, byte[] message, boolean saysGoodbye) throws IOException {
        try (RawClient client = open(target)) {
            if (client.status() == 101) {
                client.message(message);
            }
            if (saysGoodbye) {
                client.closeFrame(1000, "");
            }
            vanish(client);
        }
    }

    private void halfAFrame(String target) throws IOException {
        try (RawClient client = open(target)) {
            client.bytes(0x82, 0xfe, 0x10);
            vanish(client);
        }
    }

    private void halfAHandshake(String target) throws IOException {
        try (RawClient client = RawClient.connect(transport.port())) {
            String request = RawClient.upgrade(target);
            client.text(request.substring(0, random.nextInt(request.length())));
            vanish(client);
        }
    }

    /** Half of them without a word of TCP, so that the server's write fails. */
    private void vanish(RawClient client) throws IOException {
        if (random.nextBoolean()) {
            client.socket().setSoLinger(true, 0);
        }
    }

    private record Used(long descriptors, int threads, long directBytes) {

        private static Used now() {
            UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Used(
                    system.getOpenFileDescriptorCount(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                            .mapToLong(BufferPoolMXBean::getMemoryUsed)
                            .sum());
        }

        private boolean isAtMost(Used before) {
            return descriptors <= before.descriptors
                    && threads <= before.threads + OF_THE_TEST
                    && directBytes <= before.directBytes + OF_THE_POOL;
        }
    }

    /** Some documents can't be read. */
    private static final class FailingStore extends ForwardingDocumentStore {

        private FailingStore(DocumentStore to) {
            super(to);
        }

        @Override
        public Head load(String document, LoadSink sink) {
            if (document.startsWith("broken")) {
                throw new StorageException(StorageException.Kind.CORRUPT, document, "as the test wants");
            }
            return super.load(document, sink);
        }
    }
}
