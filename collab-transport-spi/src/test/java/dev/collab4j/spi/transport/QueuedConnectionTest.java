package dev.collab4j.spi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is hard to reach from outside; the transports that use it hold the contract of all transports. */
class QueuedConnectionTest {

    private static final Handshake HANDSHAKE = Handshake.builder("/y/a", "a").build();

    private final HeapFrames frames = new HeapFrames();
    private final FakeWire wire = new FakeWire();
    private final FakeListener listener = new FakeListener();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    private QueuedConnection connection(Executor executor) {
        QueuedConnection connection = QueuedConnection.builder(wire, frames, executor)
                .waterMarks(4, 8)
                .maxHeldBytes(200)
                .closeTimeout(Duration.ofMillis(200))
                .pingInterval(Duration.ofMillis(300))
                .build();
        connection.accept(listener, HANDSHAKE);
        return connection;
    }

    private QueuedConnection connection() {
        return connection(tasks::add);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private boolean send(Connection connection, String message) {
        try (Frame frame = frames.frame(ByteBuffer.wrap(bytes(message)))) {
            boolean sent = connection.send(frame);
            connection.flush();
            return sent;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsWrittenWhileAWriteIsUnderWay() {
        QueuedConnection connection = connection();
        wire.write = new CompletableFuture<>();
        send(connection, "first");
        send(connection, "second");
        runTasks();
        assertThat(wire.told).containsExactly("first");
        assertThat(connection.pendingBytes()).isEqualTo(11);
        CompletableFuture<Void> first = wire.write;
        wire.write = CompletableFuture.completedFuture(null);
        first.complete(null);
        runTasks();
        assertThat(wire.told).containsExactly("first", "second");
        assertThat(connection.pendingBytes()).isZero();
        assertThat(listener.heard).containsExactly("writable");
        assertThat(frames.open()).isZero();
    }

    @Test
    void theCloseFrameIsTheLastAndNothingIsTakenBehindIt() {
        QueuedConnection connection = connection();
        send(connection, "before");
        connection.close(new CloseCode(4403), "no");
        assertThat(send(connection, "behind")).isFalse();
        runTasks();
        assertThat(wire.told).containsExactly("before", "close 4403");
        connection.closedByPeer(new CloseCode(4403), "");
        assertThat(wire.told).containsExactly("before", "close 4403", "cut");
        assertThat(listener.heard).containsExactly("closed 4403");
    }

    @Test
    void aCloseThatNobodyAnswersIsCutAndItsFramesAreFreed() throws Exception {
        QueuedConnection connection = connection(Runnable::run);
        wire.write = new CompletableFuture<>();
        send(connection, "never");
        send(connection, "out");
        connection.close(CloseCode.GOING_AWAY, "");
        connection.whenEnded().get(5, TimeUnit.SECONDS);
        assertThat(wire.told).containsExactly("never", "cut");
        assertThat(listener.heard).containsExactly("closed 1001");
        assertThat(frames.open()).isZero();
    }

    @Test
    void theCloseOfThePeerIsAnsweredAfterWhatItSentAlsoDuringAPause() {
        QueuedConnection connection = connection();
        listener.pauses = true;
        connection.received(bytes("a"));
        connection.received(bytes("b"));
        assertThat(listener.heard).containsExactly("a");
        connection.closedByPeer(CloseCode.NO_STATUS, "");
        runTasks();
        assertThat(listener.heard).containsExactly("a", "b", "closed 1005");
        assertThat(wire.told).containsExactly("close 1000", "cut");
    }

    @Test
    void aPausedConnectionHoldsUpToABoundAndIsThenClosed() throws Exception {
        QueuedConnection connection = connection(Runnable::run);
        listener.pauses = true;
        for (String message : new String[] {"a", "b", "c", "d", "e"}) {
            connection.received(bytes(message));
        }
        assertThat(wire.told).isEmpty();
        connection.received(bytes("f"));
        assertThat(wire.told).containsExactly("close 1013");
        assertThat(listener.heard).containsExactly("a");
        connection.awaitRoom(); // no more
    }

    @Test
    void readingGoesOnAfterAPause() {
        QueuedConnection connection = connection();
        listener.pauses = true;
        connection.received(bytes("a"));
        connection.received(bytes("b"));
        connection.received(bytes("c"));
        listener.pauses = false;
        connection.resumeReading();
        assertThat(listener.heard).containsExactly("a");
        runTasks();
        assertThat(listener.heard).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsTooLargeDuringAPauseIsJudgedAfterIt() {
        QueuedConnection connection = connection(Runnable::run);
        connection.maxFrameBytes(10);
        assertThat(connection.maxFrameBytes()).isEqualTo(10);
        connection.pauseReading();
        assertThat(connection.maxFrameBytes()).isEqualTo(200);
        connection.received(bytes("x".repeat(50)));
        connection.maxFrameBytes(100);
        connection.resumeReading();
        assertThat(listener.heard).containsExactly("x".repeat(50));
        connection.pauseReading();
        connection.received(bytes("x".repeat(101)));
        connection.resumeReading();
        assertThat(listener.heard).hasSize(1);
        assertThat(wire.told).containsExactly("close 1009");
    }

    @Test
    void onlyTheNewestPingIsAnswered() {
        QueuedConnection connection = connection();
        for (byte i = 0; i < 10; i++) {
            connection.pinged(new byte[] {i});
        }
        runTasks();
        assertThat(wire.told).containsExactly("pong 9");
    }

    @Test
    void aFailedWriteEndsTheConnectionUnlessThePeerSaysWhy() throws Exception {
        wire.write = CompletableFuture.failedFuture(new IllegalStateException("gone"));
        QueuedConnection one = connection(Runnable::run);
        send(one, "a");
        one.whenEnded().get(5, TimeUnit.SECONDS);
        assertThat(listener.heard).containsExactly("closed 1006");
        QueuedConnection other = connection(Runnable::run);
        send(other, "a");
        other.ended(new CloseCode(4321), "bye");
        assertThat(listener.heard).containsExactly("closed 1006", "closed 4321");
        assertThat(frames.open()).isZero();
    }

    @Test
    void anExecutorThatRejectsEndsTheConnection() {
        QueuedConnection connection = connection(task -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThat(send(connection, "a")).isTrue();
        assertThat(listener.heard).containsExactly("closed 1006");
        assertThat(send(connection, "b")).isFalse();
    }

    @Test
    void aPeerThatIsSilentForTwoIntervalsIsGone() throws Exception {
        QueuedConnection connection = connection(Runnable::run);
        long start = System.nanoTime();
        connection.whenEnded().get(5, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
        assertThat(wire.told).containsExactly("ping", "cut");
        assertThat(listener.heard).containsExactly("closed 1006");
    }

    @Test
    void withoutPingsNobodyIsGone() throws Exception {
        QueuedConnection connection = QueuedConnection.builder(wire, frames, Runnable::run)
                .pingInterval(Duration.ZERO)
                .build();
        connection.accept(listener, HANDSHAKE);
        assertThatThrownBy(() -> connection.whenEnded().get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(wire.told).isEmpty();
    }

    @Test
    void aPeerThatTakesLongForAMessageIsNotTakenForGoneAtOnce() {
        Outbox outbox = new Outbox(wire, Runnable::run, 4, 8, () -> {}, failure -> {}, () -> {});
        CompletableFuture<Void> slow = new CompletableFuture<>();
        wire.write = slow;
        outbox.add(frames.own(frames.frame(ByteBuffer.wrap(bytes("slow")))));
        outbox.flush();
        outbox.ping();
        for (int visit = 0; visit < 4; visit++) {
            assertThat(outbox.excusesSilence(0)).isTrue();
        }
        assertThat(outbox.excusesSilence(0)).isFalse();
        slow.complete(null);
        assertThat(wire.told).containsExactly("slow", "ping");
        assertThat(outbox.excusesSilence(Long.MAX_VALUE)).isTrue();
        assertThat(outbox.excusesSilence(0)).isFalse();
    }

    @Test
    void aPeerThatStopsInTheMiddleOfAMessageIsGone() throws Exception {
        QueuedConnection connection = connection(Runnable::run);
        wire.write = new CompletableFuture<>();
        send(connection, "never");
        connection.whenEnded().get(5, TimeUnit.SECONDS);
        assertThat(wire.told).containsExactly("never", "cut");
        assertThat(listener.heard).contains("closed 1006");
    }

    @Test
    void theReasonIsCutBetweenCharacters() {
        QueuedConnection connection = connection();
        connection.close(CloseCode.NORMAL, "x" + "\uD83D\uDE00".repeat(50));
        runTasks();
        assertThat(wire.reason).isEqualTo("x" + "\uD83D\uDE00".repeat(30));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> connection().close(CloseCode.NO_STATUS, ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> connection().send(new HeapFrames().frame(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        QueuedConnection.builder(wire, frames, Runnable::run).waterMarks(8, 8))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
