package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one loop, for what is done to all of them: pings and the shutdown. WebSockets sit in slots, and a single
 * timer visits one slot at each tick, all in one ping interval: a timer for each connection would cost as much as the
 * connection. Used by its loop only, except where said.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails shows as the end of the channel
final class LoopConnections {

    private static final int SLOTS = 30;

    /** Where a connection sits. */
    static final class Seat {
        private final WebSocketHandler handler;
        private int slot = -1;
        private int index;

        Seat(WebSocketHandler handler) {
            this.handler = handler;
        }
    }

    private final EventLoop loop;
    private final long tickNanos;
    private final Flushes flushes;
    private final List<List<Seat>> slots = IntStream.range(0, SLOTS)
            .mapToObj(i -> (List<Seat>) new ArrayList<Seat>())
            .toList();
    private final Set<Channel> fronts = new HashSet<>();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private int nextToVisit;
    private int nextToSeat;
    private int seated;
    private boolean closing;
    private @Nullable Future<?> timer;

    LoopConnections(EventLoop loop, Duration pingInterval) {
        this.loop = loop;
        this.flushes = new Flushes(loop);
        this.tickNanos = Math.max(1, pingInterval.toNanos() / SLOTS);
    }

    /** What is to be written; for any thread. */
    Flushes flushes() {
        return flushes;
    }

    boolean isClosing() {
        return closing;
    }

    /** Takes a channel that speaks HTTP so far; one that comes during the shutdown is closed. */
    void addFront(Channel channel) {
        fronts.add(channel);
        if (closing) {
            channel.close();
        }
    }

    void removeFront(Channel channel) {
        fronts.remove(channel);
    }

    /** Slots fill in turn, so that clients that come all at once are not pinged all at once. */
    void add(Seat seat) {
        seat.slot = nextToSeat;
        nextToSeat = (nextToSeat + 1) % SLOTS;
        seat.index = slots.get(seat.slot).size();
        slots.get(seat.slot).add(seat);
        if (seated++ == 0) {
            // not at a fixed rate: that makes up for a loop that stood still, by visits without time to answer between
            timer = loop.scheduleWithFixedDelay(this::tick, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
        }
    }

    void remove(Seat seat) {
        if (seat.slot < 0) {
            return;
        }
        List<Seat> slot = slots.get(seat.slot);
        Seat last = slot.remove(slot.size() - 1);
        if (last != seat) {
            last.index = seat.index;
            slot.set(seat.index, last);
        }
        seat.slot = -1;
        if (--seated == 0) {
            nobodyLeft();
        }
    }

    private void nobodyLeft() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (closing) {
            emptied.complete(null);
        }
    }

    private void tick() {
        List<Seat> slot = slots.get(nextToVisit);
        nextToVisit = (nextToVisit + 1) % SLOTS;
        for (int i = slot.size() - 1; i >= 0; i--) { // backwards: a visit may remove its own seat
            slot.get(i).handler.visit();
        }
    }

    /** Closes all connections; from any thread. The future is completed when the last one is gone. */
    CompletableFuture<Void> closeAll(CloseCode code, String why) {
        loop.execute(() -> {
            closing = true;
            List<Seat> all = slots.stream().flatMap(List::stream).toList();
            all.forEach(seat -> seat.handler.connection().close(code, why));
            List.copyOf(fronts).forEach(Channel::close);
            if (seated == 0) {
                nobodyLeft();
            }
        });
        return emptied;
    }
}
