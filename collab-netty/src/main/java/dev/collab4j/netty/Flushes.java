package dev.collab4j.netty;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The connections of one loop that have something to write: one task of the loop writes for all. From any thread. */
final class Flushes {

    private final EventLoop loop;
    private final Queue<NettyConnection> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Flushes(EventLoop loop) {
        this.loop = loop;
    }

    /** False if the loop has shut down. */
    boolean add(NettyConnection connection) {
        waiting.add(connection);
        return scheduled.get() || !scheduled.compareAndSet(false, true) || isTaken();
    }

    private boolean isTaken() {
        try {
            loop.execute(this::flush);
            return true;
        } catch (RejectedExecutionException e) {
            waiting.clear();
            scheduled.set(false);
            return false;
        }
    }

    private void flush() {
        scheduled.set(false); // before: what is added while it runs must not get lost
        for (NettyConnection next = waiting.poll(); next != null; next = waiting.poll()) {
            next.flushNow();
        }
    }
}
