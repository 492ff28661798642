package dev.collab4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.SharedBody;
import dev.collab4j.testkit.RawClient;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract can't see from outside: memory, loops, pings, the bytes of close frames. */
class ConnectionTest {

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final Recording acceptor = new Recording();
    private final NettyTransport transport = NettyTransport.builder()
            .allocator(allocator)
            .closeTimeout(Duration.ofSeconds(1))
            .threads(2)
            .route("/y/*", acceptor)
            .start();

    @AfterEach
    void t14_nothingIsLeft() {
        transport.close();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("collab-netty"));
    }

    @Test
    void aPingIsAnsweredWithItsBytes() throws Exception {
        try (RawClient client = open()) {
            client.frame(0x89, new byte[] {1, 2, 3});
            assertThat(firstOf(client, 0xA).payload()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void t10_pingsAreAnsweredWhileReadingIsPaused() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.connection.pauseReading();
            client.message(new byte[10]);
            client.frame(0x89, new byte[] {7});
            assertThat(firstOf(client, 0xA).payload()).containsExactly(7);
            assertThat(session.messages).isEmpty();
            session.connection.resumeReading();
            assertThat(session.nextMessage()).hasSize(10);
        }
    }

    @Test
    void t10_aPausedConnectionHoldsABoundAndThenTheSocketWaits() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.connection.pauseReading();
            Thread sender = new Thread(() -> sendMany(client, 200), "sender");
            sender.start();
            await().during(Duration.ofMillis(500)).until(() -> session.messages.isEmpty());
            assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                    .isLessThan(2_000_000);
            session.connection.resumeReading();
            await().atMost(Duration.ofSeconds(20)).until(() -> session.messages.size() == 200);
            sender.join();
        }
    }

    private static void sendMany(RawClient client, int count) {
        try {
            for (int i = 0; i < count; i++) {
                client.message(new byte[50_000]);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aPeerThatPingsAndNeverReadsHoldsNoMemory() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            byte[] ping = client.masked(0x89, new byte[125]);
            byte[] many = new byte[ping.length * 1_000];
            for (int i = 0; i < 1_000; i++) {
                System.arraycopy(ping, 0, many, i * ping.length, ping.length);
            }
            for (int i = 0; i < 60; i++) {
                client.bytes(many);
            }
            client.message(new byte[1]);
            assertThat(session.nextMessage()).hasSize(1);
            assertThat(allocator.metric().usedDirectMemory()).isLessThan(1_000_000);
        }
    }

    @Test
    void t5_pendingBytesAreExact() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            assertThat(session.send(new byte[1_000])).isTrue();
            assertThat(session.send(new byte[70_000])).isTrue();
            assertThat(session.send(new byte[0])).isTrue();
            assertThat(session.connection.pendingBytes()).isEqualTo(71_000);
            assertThat(session.connection.isWritable()).isFalse();
            session.connection.flush();
            await().until(() -> session.connection.pendingBytes() == 0);
            await().until(() -> session.writables.get() == 1);
            assertThat(session.connection.isWritable()).isTrue();
            assertThat(firstOf(client, 0x2).payload()).hasSize(1_000);
            assertThat(firstOf(client, 0x2).payload()).hasSize(70_000);
            assertThat(firstOf(client, 0x2).payload()).isEmpty();
        }
    }

    @Test
    void t5_pendingBytesGoDownInTheMiddleOfAMessage() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            int size = 50_000_000;
            session.send(new byte[size]);
            session.connection.flush();
            await().until(() -> session.connection.pendingBytes() < size);
            assertThat(session.connection.pendingBytes()).isPositive();
            assertThat(firstOf(client, 0x2).payload()).hasSize(size);
            await().until(() -> session.connection.pendingBytes() == 0);
        }
    }

    @Test
    void t6_noWakeUpIsLostBetweenManySenders() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            Thread reader = new Thread(() -> readUntilEnd(client), "reader");
            reader.start();
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread sender = new Thread(() -> sendWhileWritable(session), "sender" + i);
                senders.add(sender);
                sender.start();
            }
            for (Thread sender : senders) {
                sender.join(60_000);
                assertThat(sender.isAlive()).as("a sender that waits for ever").isFalse();
            }
            session.connection.close(CloseCode.NORMAL, "");
            reader.join(10_000);
        }
    }

    /** As a session would: send while it is writable, else wait for the wake-up. */
    private static void sendWhileWritable(Recording.Session session) {
        for (int i = 0; i < 100; i++) {
            session.send(new byte[20_000]);
            session.connection.flush();
            await().pollInterval(Duration.ofMillis(1)).until(session.connection::isWritable);
        }
    }

    private static void readUntilEnd(RawClient client) {
        try {
            assertThat(client.awaitCloseCode()).isEqualTo(1000);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void t8_theDrainOfADeadConnectionIsNoCallAfterOnClosed() throws Exception {
        Recording.Session session;
        try (RawClient client = open()) {
            session = acceptor.next();
            assertThat(session.send(new byte[20_000_000])).isTrue();
            session.connection.flush();
            assertThat(client.status()).isEqualTo(101);
        }
        await().until(() -> !session.closes.isEmpty());
        CountDownLatch later = new CountDownLatch(1);
        session.connection.loop().execute(() -> session.connection.loop().execute(later::countDown));
        later.await();
        assertThat(session.closes).containsExactly(CloseCode.ABNORMAL);
        assertThat(session.lateCalls).hasValue(0);
        assertThat(session.connection.pendingBytes()).isZero();
    }

    @Test
    void whatTheLoopSendsDoesNotOvertakeWhatWasQueuedBefore() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.send(new byte[1]);
            session.connection.loop().execute(() -> {
                session.send(new byte[2]);
                session.connection.flush();
            });
            assertThat(firstOf(client, 0x2).payload()).hasSize(1);
            assertThat(firstOf(client, 0x2).payload()).hasSize(2);
        }
    }

    @Test
    void connectionsShareLoopsAndAFactory() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        List<Recording.Session> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(open());
            sessions.add(acceptor.next());
        }
        assertThat(sessions.stream().map(s -> s.connection.loop()).distinct()).hasSize(2);
        assertThat(sessions.stream().map(s -> s.connection.frames()).distinct()).hasSize(1);
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void t7_aFrameOfAnotherFactoryIsRefused() throws Exception {
        FrameFactory other = new NettyFrameFactory(allocator);
        try (RawClient client = open();
                Frame foreign = other.frame(ByteBuffer.allocate(3));
                SharedBody body = other.body(ByteBuffer.allocate(3))) {
            Recording.Session session = acceptor.next();
            assertThatIllegalArgumentException().isThrownBy(() -> session.connection.send(foreign));
            FrameFactory own = session.connection.frames();
            assertThatIllegalArgumentException().isThrownBy(() -> own.frame(ByteBuffer.allocate(0), body));
            assertThat(client.status()).isEqualTo(101);
        }
    }

    @Test
    void t7_aClosedBodyMakesNoFrame() {
        FrameFactory frames = new NettyFrameFactory(allocator);
        SharedBody body = frames.body(ByteBuffer.allocate(3));
        body.close();
        body.close();
        assertThatIllegalStateException().isThrownBy(() -> frames.frame(ByteBuffer.allocate(0), body));
        assertThatIllegalStateException().isThrownBy(() -> frames.frame(ByteBuffer.allocate(1), body));
        assertThat(body.length()).isEqualTo(3);
    }

    @Test
    void t7_aFrameThatFindsNoMemoryKeepsNoneOfItsBody() {
        AtomicBoolean full = new AtomicBoolean();
        ByteBufAllocator failing = (ByteBufAllocator) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ByteBufAllocator.class}, (self, method, args) -> {
                    if (full.get()) {
                        throw new OutOfMemoryError("as the test wants");
                    }
                    return method.invoke(allocator, args);
                });
        FrameFactory frames = new NettyFrameFactory(failing);
        try (SharedBody body = frames.body(ByteBuffer.allocate(3))) {
            full.set(true);
            assertThatExceptionOfType(OutOfMemoryError.class)
                    .isThrownBy(() -> frames.frame(ByteBuffer.allocate(1), body));
        }
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void t7_framesOfEverySizeArriveUnchanged() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            FrameFactory frames = session.connection.frames();
            int[] sizes = {0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 200_000};
            for (int size : sizes) {
                byte[] content = new byte[size];
                IntStream.range(0, size).forEach(i -> content[i] = (byte) i);
                try (SharedBody body = frames.body(ByteBuffer.wrap(content));
                        Frame plain = frames.frame(ByteBuffer.allocate(0), body);
                        Frame headed = frames.frame(ByteBuffer.wrap(new byte[] {42}), body)) {
                    session.connection.send(plain);
                    session.connection.send(headed);
                    session.connection.flush();
                }
                assertThat(firstOf(client, 0x2).payload()).isEqualTo(content);
                byte[] withHead = firstOf(client, 0x2).payload();
                assertThat(withHead).hasSize(size + 1).startsWith(42).endsWith(content);
            }
        }
    }

    @Test
    void closeCodesThatOnlyDescribeAreNotSent() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            assertThatIllegalArgumentException().isThrownBy(() -> session.connection.close(CloseCode.ABNORMAL, ""));
            assertThat(client.status()).isEqualTo(101);
            assertThat(session.connection.isWritable()).isTrue();
        }
    }

    @Test
    void t9_aLongReasonIsCutAtACharacter() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.connection.close(new CloseCode(4400), "x" + "é".repeat(100));
            RawClient.Received close = firstOf(client, 0x8);
            assertThat(close.payload()).hasSize(2 + 123);
            assertThat(close.closeCode()).isEqualTo(4400);
            assertThat(new String(close.payload(), 2, 123, java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("x" + "é".repeat(61));
        }
    }

    @Test
    void t9_thePeersCodeIsAnswered() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.send(new byte[5]);
            client.closeFrame(4321, "bye");
            assertThat(firstOf(client, 0x2).payload()).hasSize(5);
            assertThat(firstOf(client, 0x8).closeCode()).isEqualTo(4321);
            assertThat(client.isAtEnd()).isTrue();
            assertThat(session.closeCode()).isEqualTo(4321);
        }
    }

    @Test
    void t9_aCloseWithoutCodeIsAnsweredWithoutOne() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            client.frame(0x88, new byte[0]);
            assertThat(firstOf(client, 0x8).payload()).isEmpty();
            assertThat(session.closeCode()).isEqualTo(1005);
        }
    }

    @Test
    void t9_aPeerThatDoesNotAnswerTheCloseIsCut() throws Exception {
        try (RawClient client = open()) {
            Recording.Session session = acceptor.next();
            session.connection.close(CloseCode.NORMAL, "");
            assertThat(session.closeCode()).isEqualTo(1000);
            assertThat(firstOf(client, 0x8).closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void t12_aMessageThatIsTooBigIsRefusedByItsHeader() throws Exception {
        try (RawClient client = open()) {
            acceptor.next();
            client.bytes(0x82, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0, 0);
            assertThat(client.awaitCloseCode()).isEqualTo(1009);
            assertThat(allocator.metric().usedDirectMemory()).isLessThan(500_000);
        }
    }

    @Test
    void t14_closeOnALoopIsRefused() throws Exception {
        try (RawClient client = open()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            CountDownLatch done = new CountDownLatch(1);
            acceptor.next().connection.loop().execute(() -> {
                try {
                    transport.close();
                } catch (IllegalStateException e) {
                    thrown.set(e);
                }
                done.countDown();
            });
            done.await();
            assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
            assertThat(client.status()).isEqualTo(101);
        }
    }

    @Test
    void t14_shutdownTellsEverybody() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        List<Recording.Session> sessions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(open());
            sessions.add(acceptor.next());
        }
        try (RawClient http = RawClient.connect(transport.port())) {
            http.text("GET /");
            transport.close();
            assertThat(http.isAtEnd()).isTrue();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(sessions.get(i).closes).containsExactly(CloseCode.GOING_AWAY);
            assertThat(sessions.get(i).send(new byte[1])).isFalse();
            sessions.get(i).connection.flush();
            sessions.get(i).connection.ping();
            clients.get(i).close();
        }
        transport.close();
    }

    private RawClient open() throws Exception {
        return RawClient.open(transport.port(), "/y/room");
    }

    /** Skips frames of other kinds, such as pings. */
    private static RawClient.Received firstOf(RawClient client, int opcode) throws Exception {
        RawClient.Received frame = client.read();
        while (frame.opcode() != opcode) {
            if (frame.opcode() == 0x9) {
                client.frame(0x8A, frame.payload());
            }
            frame = client.read();
        }
        return frame;
    }
}
