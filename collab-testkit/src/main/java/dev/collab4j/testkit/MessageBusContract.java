package dev.collab4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.bus.BusListener;
import dev.collab4j.spi.bus.BusSubscription;
import dev.collab4j.spi.bus.GapReason;
import dev.collab4j.spi.bus.MessageBus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a healthy {@link MessageBus} has to hold, a test for each rule, named with the rule's id. */
public abstract class MessageBusContract {

    private MessageBus bus;
    private MessageBus other;

    /** For subclasses. */
    protected MessageBusContract() {}

    /**
     * Opens the bus of one node. Called twice before each test: what one publishes reaches the other.
     *
     * @return the bus, not null
     * @throws Exception if it can't be opened
     */
    protected abstract MessageBus open() throws Exception;

    /**
     * Interrupts the connection of a bus and lets it come back.
     *
     * @param bus a bus that {@link #open} gave, not null
     * @return true if done; false if it has no connection, which skips B4
     * @throws Exception if it can't be done
     */
    protected boolean interrupt(MessageBus bus) throws Exception {
        return false;
    }

    /**
     * How long the tests wait for what has to come.
     *
     * @return the time, 5 s unless overridden
     */
    protected Duration timeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * How long the tests watch that nothing comes.
     *
     * @return the time, 100 ms unless overridden
     */
    protected Duration silence() {
        return Duration.ofMillis(100);
    }

    @BeforeEach
    final void openBuses() throws Exception {
        bus = open();
        other = open();
    }

    @AfterEach
    final void closeBuses() {
        bus.close();
        other.close();
    }

    @Test
    void b2_publishCopiesItsPayload() {
        Recorder recorder = subscribed(other, "c");
        ByteBuffer payload = buffer("one");
        bus.publish("c", payload);
        assertThat(payload.remaining()).isEqualTo(3);
        payload.put(0, (byte) 'X');
        recorder.await(timeout(), "one");
    }

    @Test
    void b2_aPayloadThatIsTooLargeIsRefused() {
        byte[] payload = new byte[bus.maxPayload() + 1];
        assertThatIllegalArgumentException().isThrownBy(() -> bus.publish("c", ByteBuffer.wrap(payload)));
    }

    @Test
    void b2_aPayloadOfTheLargestSizeArrives() {
        Recorder recorder = subscribed(other, "c");
        String largest = "x".repeat(Math.min(bus.maxPayload(), 1 << 20));
        bus.publish("c", buffer(largest));
        recorder.await(timeout(), largest);
    }

    @Test
    void b2_publishDoesNotWaitForAListener() throws Exception {
        Recorder slow = subscribed(other, "c");
        slow.block();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            bus.publish("c", buffer("m" + i));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(timeout());
        slow.release();
    }

    @Test
    void b3_everyPublishAfterSubscribedArrives() {
        Recorder recorder = subscribed(other, "c");
        for (int i = 0; i < 200; i++) {
            bus.publish("c", buffer("m" + i));
        }
        Await.until(timeout(), recorder::toString, () -> recorder.messages.size() >= 200);
    }

    @Test
    void b3_channelsAreApart() {
        Recorder recorder = subscribed(other, "one");
        bus.publish("two", buffer("wrong"));
        bus.publish("one", buffer("right"));
        recorder.await(timeout(), "right");
        assertThat(recorder.messages).doesNotContain("wrong");
    }

    @Test
    void b3_twoListenersOfOneChannelBothHear() {
        Recorder first = subscribed(other, "c");
        Recorder second = subscribed(other, "c");
        bus.publish("c", buffer("m"));
        first.await(timeout(), "m");
        second.await(timeout(), "m");
    }

    @Test
    void b4_anInterruptionIsReported() throws Exception {
        Recorder recorder = subscribed(other, "c");
        assumeTrue(interrupt(other), "the bus has no connection to interrupt");
        Await.until(timeout(), recorder::toString, () -> recorder.gaps.get() > 0);
        bus.publish("c", buffer("after"));
        recorder.await(timeout(), "after");
    }

    @Test
    void b5_afterCloseThereIsNoCallback() {
        Recorder recorder = new Recorder();
        BusSubscription subscription = other.subscribe("c", recorder);
        recorder.awaitSubscribed(timeout());
        Recorder witness = subscribed(other, "c");
        subscription.close();
        subscription.close();
        bus.publish("c", buffer("late"));
        witness.await(timeout(), "late");
        assertThat(Await.holds(silence(), () -> !recorder.messages.isEmpty())).isFalse();
    }

    @Test
    void b5_closeWaitsForARunningCallback() throws Exception {
        Recorder recorder = new Recorder();
        BusSubscription subscription = other.subscribe("c", recorder);
        recorder.awaitSubscribed(timeout());
        recorder.block();
        bus.publish("c", buffer("m"));
        recorder.awaitBlocked(timeout());
        Thread closer = new Thread(subscription::close, "closer");
        closer.start();
        closer.join(silence().toMillis());
        assertThat(closer.isAlive()).as("close() waits").isTrue();
        recorder.release();
        closer.join(timeout().toMillis());
        assertThat(closer.isAlive()).as("close() returns").isFalse();
    }

    @Test
    void b5_closeThenSubscribeEndsSubscribed() {
        for (int round = 0; round < 50; round++) {
            other.subscribe("c", new Recorder()).close();
            Recorder again = new Recorder();
            BusSubscription subscription = other.subscribe("c", again);
            again.awaitSubscribed(timeout());
            bus.publish("c", buffer("round " + round));
            again.await(timeout(), "round " + round);
            subscription.close();
        }
    }

    @Test
    void b7_callbacksOfAChannelAreSerial() {
        Recorder recorder = subscribed(other, "c");
        Thread[] publishers = new Thread[4];
        for (int t = 0; t < publishers.length; t++) {
            MessageBus from = t % 2 == 0 ? bus : other;
            publishers[t] = new Thread(() -> publish(from, 50), "publisher-" + t);
            publishers[t].start();
        }
        Await.until(timeout(), recorder::toString, () -> recorder.messages.size() >= 200 || recorder.gaps.get() > 0);
        assertThat(recorder.mostAtOnce.get()).isEqualTo(1);
    }

    @Test
    void b7_aSlowListenerDelaysItsChannelOnly() throws Exception {
        Recorder slow = subscribed(other, "slow");
        Recorder quick = subscribed(other, "quick");
        slow.block();
        bus.publish("slow", buffer("m"));
        slow.awaitBlocked(timeout());
        bus.publish("quick", buffer("m"));
        quick.await(timeout(), "m");
        slow.release();
    }

    @Test
    void b7_whatOverflowsIsReported() throws Exception {
        Recorder slow = subscribed(other, "c");
        slow.block();
        String large = "x".repeat(Math.min(bus.maxPayload(), 4_096));
        int sent = 20_000;
        for (int i = 0; i < sent; i++) {
            bus.publish("c", buffer(large));
        }
        slow.release();
        Await.until(
                timeout().multipliedBy(2), slow::toString, () -> slow.messages.size() >= sent || slow.gaps.get() > 0);
    }

    @Test
    void aHealthyBusSaysSo() {
        assertThat(bus.check().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void afterCloseThereIsNoCallback() {
        Recorder recorder = subscribed(other, "c");
        other.close();
        other.close();
        bus.publish("c", buffer("late"));
        assertThat(Await.holds(silence(), () -> !recorder.messages.isEmpty())).isFalse();
    }

    private Recorder subscribed(MessageBus to, String channel) {
        Recorder recorder = new Recorder();
        to.subscribe(channel, recorder);
        recorder.awaitSubscribed(timeout());
        return recorder;
    }

    private static void publish(MessageBus from, int count) {
        for (int i = 0; i < count; i++) {
            from.publish("c", buffer("m" + i));
        }
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A listener that remembers, and that can be made slow. */
    private static final class Recorder implements BusListener {

        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final CountDownLatch subscribed = new CountDownLatch(1);
        private final AtomicInteger gaps = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final CountDownLatch blocked = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public void onSubscribed() {
            subscribed.countDown();
        }

        @Override
        public void onMessage(ByteBuffer payload) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            waitAtTheGate();
            messages.add(StandardCharsets.UTF_8.decode(payload).toString());
            atOnce.decrementAndGet();
        }

        private void waitAtTheGate() {
            CountDownLatch current = gate;
            if (current.getCount() > 0) {
                blocked.countDown();
                awaitQuietly(current);
            }
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the bus shuts down: the message counts as heard
            }
        }

        @Override
        public void onGap(GapReason reason) {
            gaps.incrementAndGet();
        }

        private void block() {
            gate = new CountDownLatch(1);
        }

        private void release() {
            gate.countDown();
        }

        private void awaitBlocked(Duration within) throws InterruptedException {
            assertThat(blocked.await(within.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        }

        private void awaitSubscribed(Duration within) {
            Await.until(within, () -> "onSubscribed", () -> subscribed.getCount() == 0);
        }

        private void await(Duration within, String message) {
            Await.until(within, () -> "message, got " + this, () -> messages.contains(message));
        }

        @Override
        public String toString() {
            return messages.size() + " messages, " + gaps.get() + " gaps";
        }
    }
}
