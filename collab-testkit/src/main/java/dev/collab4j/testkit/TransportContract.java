package dev.collab4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.SharedBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What a transport has to hold, tests for each rule, named with the rule's id. A subclass starts its transport
 * ({@link Server}, {@link WebSocketServer} for WebSockets over TCP). What a transport can't do is no reason to skip a test
 * silently: it is listed in {@link #exceptions}.
 */
public abstract class TransportContract {

    /** The largest message that the acceptor of the tests takes. */
    public static final int MAX_FRAME_BYTES = 1 << 20;

    /** A peer that doesn't read answers no ping, which isn't what most tests are about. */
    private static final Duration LONG_INTERVAL = Duration.ofSeconds(30);

    private static final Duration SHORT_INTERVAL = Duration.ofMillis(400);

    /** Threads that the JDK or the tests start once, whoever uses them first. */
    private static final Set<String> NOBODYS_THREADS =
            Set.of(WebSocketPeer.THREAD, "CompletableFutureDelayScheduler", "Attach Listener", "Common-Cleaner");

    private final Recorder acceptor = new Recorder();
    private final List<Peer> peers = new ArrayList<>();
    private @Nullable Server server;

    /** For subclasses. */
    protected TransportContract() {}

    /** A transport that runs and serves one acceptor under some path. */
    public interface Server extends AutoCloseable {

        /**
         * Connects a client.
         *
         * @param subPath the raw path behind the mount point, not null
         * @return the client's end, open, not null
         * @throws HandshakeRejectedException if the handshake was refused
         * @throws Exception if it can't connect
         */
        Peer connect(String subPath) throws Exception;

        /**
         * How many buffers of prepared frames are not freed.
         *
         * @return the count, or the bytes; 0 if nothing leaks
         */
        int openBuffers();

        /**
         * Does something that the protocol or the transport forbids, as a client of its own, and waits for the answer.
         *
         * @param violation what to do, not null
         * @return the code of the close frame or the HTTP status, 1006 if the connection is cut, 0 if nothing comes
         * @throws Exception if it can't be done
         */
        default int violate(Violation violation) throws Exception {
            throw new UnsupportedOperationException("no " + violation);
        }

        /** Shuts the transport down (T14). */
        @Override
        void close();
    }

    /** The client's end of a connection. */
    public interface Peer {

        /**
         * Sends one binary message.
         *
         * @param message the bytes, not null
         * @throws Exception if the connection is closed
         */
        void send(byte[] message) throws Exception;

        /**
         * Waits for the next message.
         *
         * @param within how long, not null
         * @return the message, null if none came
         * @throws Exception if interrupted
         */
        byte @Nullable [] receive(Duration within) throws Exception;

        /**
         * Sends a ping and waits for its answer.
         *
         * @param within how long, not null
         * @return whether it came
         * @throws Exception if the connection is closed
         */
        default boolean ping(Duration within) throws Exception {
            throw new UnsupportedOperationException("no pings");
        }

        /** Answers neither pings nor a close any more, as a peer that is gone while nobody has told. */
        default void goSilent() {
            throw new UnsupportedOperationException("nobody is half-open");
        }

        /** Takes nothing more off the connection. */
        void stopReading();

        /** Reads on. */
        void resumeReading();

        /**
         * Closes with a close frame.
         *
         * @param code the code; 1005 for a frame without one
         * @param reason the reason, not null
         */
        void close(int code, String reason);

        /** Cuts the connection without a close frame. */
        void cut();

        /**
         * Waits for the end.
         *
         * @param within how long, not null
         * @return the code of the close frame, 1006 if there was none, 0 if it is still open
         * @throws Exception if interrupted
         */
        int awaitClose(Duration within) throws Exception;
    }

    /**
     * Starts the transport.
     *
     * @param acceptor what it serves, not null
     * @param pingInterval how often it pings, if it does, not null
     * @return the transport, not null
     * @throws Exception if it can't start
     */
    protected abstract Server start(Acceptor acceptor, Duration pingInterval) throws Exception;

    /** What T12 and T13 forbid. */
    public enum Violation {
        /** A text frame. */
        TEXT_FRAME,
        /** A client frame without a mask. */
        UNMASKED_FRAME,
        /** A reserved bit that no extension has claimed. */
        RESERVED_BIT,
        /** A frame that says it has more than {@link #MAX_FRAME_BYTES}, of which not one follows. */
        LENGTH_ABOVE_LIMIT,
        /** Fragments that are small each, and together too large. */
        FRAGMENTS_ABOVE_LIMIT,
        /** A request with headers of 2 MiB. */
        LARGE_HEADERS,
        /** A request that stops in the middle. */
        UNFINISHED_HANDSHAKE
    }

    /**
     * What the transport can't do, for a reason outside of it. A test that is listed is aborted with its reason, and the
     * reason printed.
     *
     * @return names of tests and why they don't hold, none unless overridden, not null
     */
    protected Map<String, String> exceptions() {
        return Map.of();
    }

    @BeforeEach
    final void abortExceptions(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        String reason = exceptions().get(name);
        if (reason != null) {
            System.out.println(getClass().getSimpleName() + " does not pass " + name + ": " + reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void exceptionsNameTests() {
        assertThat(Arrays.stream(TransportContract.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(method -> method.getName()))
                .containsAll(exceptions().keySet());
    }

    /**
     * How long the tests wait for what has to come.
     *
     * @return the time, 10 s unless overridden
     */
    protected Duration timeout() {
        return Duration.ofSeconds(10);
    }

    /** Peers go first: a server waits for those that don't read. */
    @AfterEach
    final void stop() {
        peers.forEach(Peer::cut);
        if (server != null) {
            server.close();
        }
    }

    @Test
    void t1_acceptComesOnceAndBeforeAnyFrame() throws Exception {
        CountDownLatch gate = acceptor.holdAccept();
        Thread opener = new Thread(gate::countDown, "gate");
        Peer peer = connect("a");
        for (int i = 0; i < 20; i++) {
            peer.send(bytes("m" + i));
        }
        opener.start();
        Recorder.Session session = acceptor.next(timeout());
        session.awaitFrames(20, timeout());
        assertThat(session.frames.get(0)).isEqualTo("m0");
        assertThat(session.frames.get(19)).isEqualTo("m19");
        assertThat(acceptor.accepted.get()).isEqualTo(1);
    }

    @Test
    void t1_aRefusedConnectionIsClosed() throws Exception {
        acceptor.refuse = true;
        Peer peer = connect("a");
        assertThat(peer.awaitClose(timeout())).isEqualTo(1008);
    }

    @Test
    void t1_whatComesBeforeTheAnswerIsKeptInOrderOrRefused() throws Exception {
        CountDownLatch gate = acceptor.holdAccept();
        Peer peer = connect("a");
        int count = 200;
        Thread sender = new Thread(() -> sendNumbered(peer, count), "sender");
        sender.start();
        Await.holds(Duration.ofMillis(100), () -> !sender.isAlive());
        gate.countDown();
        Recorder.Session session = acceptor.next(timeout());
        Await.until(
                timeout(),
                () -> session.frames.size() + " of " + count + " frames",
                () -> session.frames.size() == count || session.isClosed());
        sender.join(timeout().toMillis());
        for (int i = 0; i < session.frames.size(); i++) {
            assertThat(session.frames.get(i)).startsWith("m" + i + " ");
        }
        if (session.frames.size() < count) {
            assertThat(peer.awaitClose(timeout())).isIn(1009, 1006); // a client that writes on may lose the code
        }
    }

    @Test
    void t1_theRawPathIsHandedOver() throws Exception {
        connect("%C3%A9quipe/plan%201");
        Recorder.Session session = acceptor.next(timeout());
        assertThat(session.handshake.subPath()).isEqualTo("%C3%A9quipe/plan%201");
        assertThat(session.handshake.path()).startsWith("/").endsWith("%C3%A9quipe/plan%201");
    }

    @Test
    void t2_framesComeWholeSerialAndInOrder() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        for (int i = 0; i < 500; i++) {
            peer.send(bytes("m" + i + " " + "x".repeat(i * 7)));
        }
        session.awaitFrames(500, timeout());
        for (int i = 0; i < 500; i++) {
            assertThat(session.frames.get(i)).isEqualTo("m" + i + " " + "x".repeat(i * 7));
        }
        assertThat(session.mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void t3_sendReturnsAtOnceWhenThePeerDoesNotRead() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.stopReading();
        byte[] large = new byte[64 * 1024];
        // The rule says 1 ms, which a machine under test doesn't keep; but a send that waits for this peer never
        // returns.
        assertTimeoutPreemptively(timeout(), () -> {
            for (int i = 0; i < 200; i++) {
                assertThat(session.send(large)).isTrue();
            }
        });
        assertThat(session.connection.isWritable()).isFalse();
    }

    @Test
    void t3_sendAfterTheCloseIsFalse() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.close(1000, "bye");
        session.awaitClosed(timeout());
        assertThat(session.send(bytes("late"))).isFalse();
        session.connection.flush();
        session.connection.pauseReading();
        session.connection.resumeReading();
        session.connection.ping();
        session.connection.close(CloseCode.NORMAL, "again");
    }

    @Test
    void t4_sendsOfOneThreadKeepTheirOrder() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            String name = "t" + t;
            threads[t] = new Thread(() -> session.sendNumbered(name, 100), name);
            threads[t].start();
        }
        int[] next = new int[threads.length];
        for (int i = 0; i < threads.length * 100; i++) {
            String[] parts = received(peer).split(" ", 2);
            int thread = Integer.parseInt(parts[0].substring(1));
            assertThat(Integer.parseInt(parts[1])).isEqualTo(next[thread]++);
        }
    }

    @Test
    void t5_pendingBytesCountWhatIsNotOut() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        assertThat(session.connection.isWritable()).isTrue();
        peer.stopReading();
        session.fill();
        long full = session.connection.pendingBytes();
        assertThat(full).isPositive();
        assertThat(session.connection.pendingBytes()).isLessThanOrEqualTo(full);
        peer.resumeReading();
        Await.until(timeout(), () -> "pending " + session.connection.pendingBytes(), session::isEmpty);
        session.connection.close(CloseCode.NORMAL, "");
        session.awaitClosed(timeout());
        assertThat(session.connection.pendingBytes()).isZero();
    }

    @Test
    void t5_sharedBodiesCountForEachConnection() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.stopReading();
        session.fill();
        long before = session.connection.pendingBytes();
        ByteBuffer large = ByteBuffer.allocate(1 << 22);
        try (SharedBody body = session.connection.frames().body(large);
                Frame frame = session.connection.frames().frame(ByteBuffer.allocate(10), body)) {
            session.connection.send(frame);
            session.connection.send(frame);
        }
        // A kernel that grows its buffers meanwhile takes some of it.
        assertThat(session.connection.pendingBytes()).isGreaterThan(before + 3 * (1 << 21));
    }

    @Test
    void t6_noCrossingIsLostIfTheDrainRacesTheLook() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        byte[] piece = new byte[16 * 1024];
        int waited = 0;
        for (int i = 0; i < 1_000; i++) {
            session.room.drainPermits();
            session.send(piece);
            if (!session.connection.isWritable()) {
                waited++;
                assertThat(session.room.tryAcquire(timeout().toMillis(), TimeUnit.MILLISECONDS))
                        .as("told that there is room, after %d pieces", i)
                        .isTrue();
            }
        }
        assertThat(waited).as("times that there was no room").isPositive();
        for (int i = 0; i < 1_000; i++) {
            assertThat(peer.receive(timeout())).hasSize(piece.length);
        }
    }

    @Test
    void t6_onWritableFiresOnceForEachCrossing() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        for (int round = 1; round <= 3; round++) {
            peer.stopReading();
            int crossings = session.fillAndCount() + 1;
            peer.resumeReading();
            Await.until(
                    timeout(), () -> session.writable + " of " + crossings, () -> session.writable.get() >= crossings);
            Await.until(timeout(), () -> "pending " + session.connection.pendingBytes(), session::isEmpty);
            assertThat(session.connection.isWritable()).isTrue();
            assertThat(session.writable.get()).isEqualTo(crossings);
        }
    }

    @Test
    void t7_oneFrameGoesToManyAndIsFreed() throws Exception {
        Peer first = connect("a");
        Recorder.Session one = acceptor.next(timeout());
        Peer second = connect("b");
        Recorder.Session two = acceptor.next(timeout());
        assertThat(two.connection.frames()).isSameAs(one.connection.frames());
        try (SharedBody body = one.connection.frames().body(ByteBuffer.wrap(bytes("body")));
                Frame plain = one.connection.frames().frame(ByteBuffer.allocate(0), body);
                Frame headed = one.connection.frames().frame(ByteBuffer.wrap(bytes("head ")), body)) {
            assertThat(headed.length()).isEqualTo(9);
            for (int i = 0; i < 10; i++) {
                one.connection.send(plain);
                two.connection.send(headed);
            }
        }
        one.connection.flush();
        two.connection.flush();
        for (int i = 0; i < 10; i++) {
            assertThat(received(first)).isEqualTo("body");
            assertThat(received(second)).isEqualTo("head body");
        }
        assertNothingLeaks();
    }

    @Test
    void t7_framesOfAClosedConnectionAreFreed() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.stopReading();
        session.fill();
        peer.cut();
        session.connection.close(CloseCode.GOING_AWAY, "");
        session.awaitClosed(timeout());
        session.send(bytes("late"));
        assertNothingLeaks();
    }

    @Test
    void t8_onClosedComesOnceWhenThePeerCloses() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.close(4321, "bye");
        session.awaitClosedOnce(timeout());
        assertThat(session.closes).containsExactly(4321);
        session.connection.close(CloseCode.NORMAL, "");
        assertThat(session.closes).hasSize(1);
    }

    @Test
    void t8_aCloseWithoutACodeIsToldAsSuch() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.close(1005, "");
        session.awaitClosedOnce(timeout());
        assertThat(session.closes).containsExactly(1005);
    }

    @Test
    void t8_onClosedComesOnceWhenTheConnectionIsCut() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.cut();
        session.awaitClosedOnce(timeout());
        assertThat(session.closes).containsExactly(1006);
    }

    @Test
    void t8_onClosedIsTheLastCall() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        for (int i = 0; i < 50; i++) {
            peer.send(bytes("m" + i));
        }
        peer.close(1000, "");
        session.awaitClosed(timeout());
        assertThat(session.frames).hasSize(50);
        assertThat(session.afterClose.get()).isZero();
    }

    @Test
    void t8_aPeerThatIsGoneIsFoundWithinTwoIntervals() throws Exception {
        server = start(acceptor, SHORT_INTERVAL);
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        assertThat(Await.holds(SHORT_INTERVAL.multipliedBy(3), session::isClosed))
                .as("closed although it answers pings")
                .isFalse();
        peer.goSilent();
        session.awaitClosed(SHORT_INTERVAL.multipliedBy(2).plus(timeout().dividedBy(5)));
        assertThat(session.closes).containsExactly(1006);
    }

    @Test
    void t9_theCodeReachesThePeerAfterTheFrames() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        session.sendNumbered("t0", 50);
        session.connection.close(new CloseCode(4403), "denied");
        session.connection.close(CloseCode.INTERNAL_ERROR, "the first code wins");
        for (int i = 0; i < 50; i++) {
            assertThat(received(peer)).isEqualTo("t0 " + i);
        }
        assertThat(peer.awaitClose(timeout())).isEqualTo(4403);
        session.awaitClosed(timeout());
        assertThat(session.closes).hasSize(1);
    }

    @Test
    void t9_aPeerThatDoesNotReadIsCutInTheEnd() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.stopReading();
        session.fill();
        session.connection.close(CloseCode.GOING_AWAY, "");
        session.awaitClosed(Duration.ofSeconds(5).plus(timeout()));
        assertThat(session.connection.pendingBytes()).isZero();
    }

    @Test
    void t10_afterPauseAtMostOneReadIsDelivered() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        session.pauseAtFirstFrame = true;
        byte[] large = bytes("x".repeat(32 * 1024));
        Thread sender = new Thread(() -> sendAll(peer, large, 100), "sender");
        sender.start();
        session.awaitFrames(1, timeout());
        // One read of a socket holds at most a few of them; all hundred would be 3 MiB.
        assertThat(Await.holds(Duration.ofMillis(300), () -> session.frames.size() > 50))
                .isFalse();
        session.connection.resumeReading();
        session.awaitFrames(100, timeout());
        sender.join(timeout().toMillis());
    }

    @Test
    void t10_pingsAreAnsweredDuringAPause() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        session.pauseAtFirstFrame = true;
        for (int i = 0; i < 10; i++) {
            peer.send(bytes("m" + i));
        }
        session.awaitFrames(1, timeout());
        assertThat(peer.ping(timeout())).as("an answer").isTrue();
        assertThat(session.frames).hasSizeLessThan(10);
        session.connection.resumeReading();
        session.awaitFrames(10, timeout());
    }

    @Test
    void t11_aListenerThatThrowsClosesItsConnectionOnly() throws Exception {
        Peer bad = connect("a");
        Recorder.Session broken = acceptor.next(timeout());
        Peer good = connect("b");
        Recorder.Session fine = acceptor.next(timeout());
        bad.send(bytes("throw"));
        assertThat(bad.awaitClose(timeout())).isEqualTo(1011);
        broken.awaitClosed(timeout());
        good.send(bytes("m"));
        fine.awaitFrames(1, timeout());
        assertThat(fine.closes).isEmpty();
    }

    @Test
    void t12_aMessageAboveTheLimitIsClosedWith1009() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.send(new byte[MAX_FRAME_BYTES]);
        session.awaitFrames(1, timeout());
        sendUnlessClosed(peer, new byte[MAX_FRAME_BYTES + 1]);
        assertThat(peer.awaitClose(timeout())).isEqualTo(1009);
        assertThat(session.frames).hasSize(1);
    }

    @Test
    void t12_aLengthAboveTheLimitIsRefusedBeforeTheMessageComes() throws Exception {
        assertThat(started().violate(Violation.LENGTH_ABOVE_LIMIT)).isEqualTo(1009);
    }

    @Test
    void t12_fragmentsAboveTheLimitAreRefused() throws Exception {
        assertThat(started().violate(Violation.FRAGMENTS_ABOVE_LIMIT)).isEqualTo(1009);
    }

    @Test
    void t12_largeHeadersAreRefused() throws Exception {
        int answer = started().violate(Violation.LARGE_HEADERS);
        assertThat(answer == 1006 || (answer >= 400 && answer < 500))
                .as("cut or refused, not %d", answer)
                .isTrue();
    }

    @Test
    void t12_aHandshakeThatDoesNotEndIsCut() throws Exception {
        long start = System.nanoTime();
        assertThat(started().violate(Violation.UNFINISHED_HANDSHAKE)).isIn(400, 408, 1006);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout());
    }

    @Test
    void t13_aTextFrameIsRefused() throws Exception {
        assertThat(started().violate(Violation.TEXT_FRAME)).isEqualTo(1003);
    }

    @Test
    void t13_anUnmaskedFrameIsRefused() throws Exception {
        assertThat(started().violate(Violation.UNMASKED_FRAME)).isEqualTo(1002);
    }

    @Test
    void t13_aReservedBitIsRefused() throws Exception {
        assertThat(started().violate(Violation.RESERVED_BIT)).isEqualTo(1002);
    }

    @Test
    void t14_shutdownClosesEverything() throws Exception {
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        started().close();
        session.awaitClosed(timeout());
        assertThat(peer.awaitClose(timeout())).isIn(1001, 1012, 1006);
        assertThat(session.closes).hasSize(1);
        assertNothingLeaks();
    }

    @Test
    void t14_nobodyIsAcceptedAfterTheShutdown() throws Exception {
        connect("a");
        acceptor.next(timeout());
        started().close();
        assertThatThrownBy(() -> connect("b")).isInstanceOf(Exception.class);
        assertThat(acceptor.accepted.get()).isEqualTo(1);
    }

    @Test
    void t14_noThreadIsLeft() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Peer peer = connect("a");
        Recorder.Session session = acceptor.next(timeout());
        peer.send(bytes("m"));
        session.awaitFrames(1, timeout());
        session.send(bytes("m"));
        received(peer);
        started().close();
        Await.until(
                timeout(),
                () -> "left: " + threadsBut(before),
                () -> threadsBut(before).isEmpty());
    }

    private static List<String> threadsBut(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !NOBODYS_THREADS.contains(thread.getName()))
                .map(Thread::getName)
                .toList();
    }

    private Server started() throws Exception {
        if (server == null) {
            server = start(acceptor, LONG_INTERVAL);
        }
        return server;
    }

    private Peer connect(String subPath) throws Exception {
        Peer peer = started().connect(subPath);
        peers.add(peer);
        return peer;
    }

    private String received(Peer peer) throws Exception {
        byte[] message = peer.receive(timeout());
        assertThat(message).as("a message").isNotNull();
        return message == null ? "" : new String(message, StandardCharsets.UTF_8);
    }

    private void assertNothingLeaks() throws Exception {
        Server running = started();
        Await.until(timeout(), () -> running.openBuffers() + " buffers", () -> running.openBuffers() == 0);
    }

    private static void sendAll(Peer peer, byte[] message, int count) {
        for (int i = 0; i < count; i++) {
            sendUnlessClosed(peer, message);
        }
    }

    private static void sendNumbered(Peer peer, int count) {
        for (int i = 0; i < count; i++) {
            sendUnlessClosed(peer, bytes("m" + i + " " + "x".repeat(16 * 1024)));
        }
    }

    private static void sendUnlessClosed(Peer peer, byte[] message) {
        try {
            peer.send(message);
        } catch (Exception closed) {
            assertThat(closed)
                    .as("the server may close while the client still writes")
                    .isNotNull();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An acceptor that remembers everything. */
    private static final class Recorder implements Acceptor {

        private final BlockingQueue<Session> sessions = new ArrayBlockingQueue<>(100);
        private final AtomicInteger accepted = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile boolean refuse;

        private CountDownLatch holdAccept() {
            gate = new CountDownLatch(1);
            return gate;
        }

        private Session next(Duration within) throws InterruptedException {
            Session session = sessions.poll(within.toMillis(), TimeUnit.MILLISECONDS);
            if (session == null) {
                throw new AssertionError("no connection within " + within);
            }
            return session;
        }

        @Override
        public Admission admit(Handshake handshake) {
            return Admission.accept();
        }

        @Override
        public @Nullable ConnectionListener accept(Connection connection, Handshake handshake) {
            accepted.incrementAndGet();
            try {
                gate.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            if (refuse) {
                return null;
            }
            Session session = new Session(connection, handshake);
            sessions.add(session);
            return session;
        }

        @Override
        public int maxFrameBytes() {
            return MAX_FRAME_BYTES;
        }

        /** One accepted connection. */
        private static final class Session implements ConnectionListener {

            private final Connection connection;
            private final Handshake handshake;
            private final List<String> frames = new CopyOnWriteArrayList<>();
            private final List<Integer> closes = new CopyOnWriteArrayList<>();
            private final AtomicInteger writable = new AtomicInteger();
            private final Semaphore room = new Semaphore(0);
            private final AtomicInteger afterClose = new AtomicInteger();
            private final AtomicInteger atOnce = new AtomicInteger();
            private final AtomicInteger mostAtOnce = new AtomicInteger();
            private volatile boolean pauseAtFirstFrame;

            private Session(Connection connection, Handshake handshake) {
                this.connection = connection;
                this.handshake = handshake;
            }

            @Override
            public void onFrame(ByteBuffer frame) {
                enter();
                String text = StandardCharsets.UTF_8.decode(frame).toString();
                if (pauseAtFirstFrame && frames.isEmpty()) {
                    connection.pauseReading();
                }
                frames.add(text);
                atOnce.decrementAndGet();
                if (text.equals("throw")) {
                    throw new IllegalStateException("as the test wants");
                }
            }

            @Override
            public void onWritable() {
                enter();
                writable.incrementAndGet();
                room.release();
                atOnce.decrementAndGet();
            }

            @Override
            public void onClosed(CloseCode code, String why) {
                enter();
                closes.add(code.value());
                atOnce.decrementAndGet();
            }

            private void enter() {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                afterClose.addAndGet(closes.isEmpty() ? 0 : 1);
            }

            private boolean send(byte[] message) {
                try (Frame frame = connection.frames().frame(ByteBuffer.wrap(message))) {
                    boolean sent = connection.send(frame);
                    connection.flush();
                    return sent;
                }
            }

            private void sendNumbered(String name, int count) {
                for (int i = 0; i < count; i++) {
                    send(bytes(name + " " + i));
                }
            }

            /** Sends until the connection is above its high-water mark; what the kernel takes does not count. */
            private void fill() {
                byte[] piece = new byte[16 * 1024];
                int stayed = 0;
                for (int i = 0; i < 10_000 && stayed < 4; i++) {
                    send(piece);
                    stayed = Await.holds(Duration.ofMillis(5), connection::isWritable) ? 0 : stayed + 1;
                }
                assertThat(connection.isWritable())
                        .as("writable without a reader")
                        .isFalse();
            }

            /** Fills; a kernel that still takes what was sent makes crossings of its own meanwhile, which are counted. */
            private int fillAndCount() throws InterruptedException {
                int told;
                do {
                    fill();
                    awaitLoop();
                    told = writable.get();
                } while (connection.isWritable());
                return told;
            }

            private void awaitLoop() throws InterruptedException {
                CountDownLatch passed = new CountDownLatch(1);
                connection.loop().execute(passed::countDown);
                assertThat(passed.await(10, TimeUnit.SECONDS))
                        .as("the loop runs")
                        .isTrue();
            }

            private boolean isEmpty() {
                return connection.pendingBytes() == 0;
            }

            private void awaitFrames(int count, Duration within) {
                Await.until(within, () -> frames.size() + " of " + count + " frames", () -> frames.size() >= count);
            }

            private boolean isClosed() {
                return !closes.isEmpty();
            }

            private void awaitClosed(Duration within) {
                Await.until(within, () -> "onClosed", this::isClosed);
            }

            private void awaitClosedOnce(Duration within) {
                awaitClosed(within);
                assertThat(Await.holds(Duration.ofMillis(50), () -> closes.size() > 1))
                        .as("told twice")
                        .isFalse();
            }
        }
    }
}
