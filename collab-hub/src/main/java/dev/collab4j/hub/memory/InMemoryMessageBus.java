package dev.collab4j.hub.memory;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.bus.BusListener;
import dev.collab4j.spi.bus.BusSubscription;
import dev.collab4j.spi.bus.MessageBus;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The reference {@link MessageBus}: nodes in one process. {@link #node()} gives another node of the same medium. On
 * request it loses messages, which is how tests show that hubs repair. Thread-safe; callbacks run on threads of its own.
 */
public final class InMemoryMessageBus implements MessageBus {

    /** The largest payload, in bytes. */
    public static final int MAX_PAYLOAD = 16 << 20;

    private final Medium medium;
    private final Set<MemorySubscription> own = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads());
    private volatile boolean closed;

    /** The first node of a medium that loses nothing. */
    public InMemoryMessageBus() {
        this(message -> false);
    }

    /**
     * The first node of a medium that loses messages.
     *
     * @param lost says for each delivery of a payload whether it is lost, called from any thread, not null
     */
    public InMemoryMessageBus(Predicate<ByteBuffer> lost) {
        this(new Medium(Objects.requireNonNull(lost, "lost")));
    }

    private InMemoryMessageBus(Medium medium) {
        this.medium = medium;
    }

    /**
     * Another node of the same medium: what one publishes reaches all, the publisher too.
     *
     * @return the node, not null
     */
    public InMemoryMessageBus node() {
        return new InMemoryMessageBus(medium);
    }

    @Override
    public BusSubscription subscribe(String channel, BusListener listener) {
        if (closed) {
            throw new IllegalStateException("the bus is closed");
        }
        MemorySubscription subscription = new MemorySubscription(channel, listener, threads, this::forget);
        own.add(subscription);
        medium.add(subscription);
        subscription.start();
        return subscription;
    }

    private void forget(MemorySubscription subscription) {
        own.remove(subscription);
        medium.remove(subscription);
    }

    @Override
    public void publish(String channel, ByteBuffer payload) {
        if (payload.remaining() > MAX_PAYLOAD) {
            throw new IllegalArgumentException(payload.remaining() + " bytes are more than " + MAX_PAYLOAD);
        }
        if (!closed) {
            medium.publish(channel, payload);
        }
    }

    @Override
    public int maxPayload() {
        return MAX_PAYLOAD;
    }

    @Override
    public Health check() {
        return closed ? Health.down("closed") : Health.up();
    }

    @Override
    public void close() {
        closed = true;
        own.forEach(MemorySubscription::close);
        threads.shutdown();
    }

    /** What the nodes have in common. */
    private static final class Medium {

        private final ConcurrentHashMap<String, Set<MemorySubscription>> channels = new ConcurrentHashMap<>();
        private final Predicate<ByteBuffer> lost;

        private Medium(Predicate<ByteBuffer> lost) {
            this.lost = lost;
        }

        private void add(MemorySubscription subscription) {
            channels.compute(subscription.channel(), (channel, there) -> with(there, subscription));
        }

        private static Set<MemorySubscription> with(
                @Nullable Set<MemorySubscription> there, MemorySubscription subscription) {
            Set<MemorySubscription> all = there == null ? ConcurrentHashMap.newKeySet() : there;
            all.add(subscription);
            return all;
        }

        private void remove(MemorySubscription subscription) {
            channels.computeIfPresent(subscription.channel(), (channel, there) -> {
                there.remove(subscription);
                return there.isEmpty() ? null : there;
            });
        }

        private void publish(String channel, ByteBuffer payload) {
            for (MemorySubscription subscription : channels.getOrDefault(channel, Set.of())) {
                if (!lost.test(payload.asReadOnlyBuffer())) {
                    subscription.offer(copy(payload));
                }
            }
        }

        private static byte[] copy(ByteBuffer payload) {
            byte[] bytes = new byte[payload.remaining()];
            payload.duplicate().get(bytes);
            return bytes;
        }
    }

    private static final class NamedThreads implements ThreadFactory {

        private static final AtomicInteger NUMBER = new AtomicInteger();

        @Override
        public Thread newThread(Runnable body) {
            Thread thread = new Thread(body, "collab-memory-bus-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
