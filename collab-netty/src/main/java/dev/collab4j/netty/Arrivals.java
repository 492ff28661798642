package dev.collab4j.netty;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** How many connections of each address have not become a WebSocket yet. Thread-safe. */
final class Arrivals {

    private final ConcurrentMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();
    private final int max;

    Arrivals(int max) {
        this.max = max;
    }

    /** Counts one more; false if there are too many of its address, {@link #remove} follows all the same. */
    boolean add(Channel channel) {
        InetAddress address = addressOf(channel);
        return address == null || counts.merge(address, 1, Integer::sum) <= max;
    }

    /** How many there are of all addresses. */
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** It has become a WebSocket, or has ended. */
    void remove(Channel channel) {
        InetAddress address = addressOf(channel);
        if (address != null) {
            counts.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
        }
    }

    private static @Nullable InetAddress addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }
}
