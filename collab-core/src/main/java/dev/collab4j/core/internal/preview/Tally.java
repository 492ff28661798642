package dev.collab4j.core.internal.preview;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Of which clients and kinds some elements are. There may be one for every few bytes of an update, so it is small. */
public final class Tally {
    private final long first;
    private @Nullable Set<Long> clients;
    private int kinds;

    Tally(long client, byte kind) {
        first = client;
        kinds = 1 << kind;
    }

    void add(long client, byte kind) {
        kinds |= 1 << kind;
        if (clients != null) {
            clients.add(client);
        } else if (client != first) {
            clients = new TreeSet<>(Set.of(first, client));
        }
    }

    /** The clients that made the elements, ascending. */
    public Set<Long> clients() {
        return clients == null ? Set.of(first) : clients;
    }

    /** Whether there is content of this kind. */
    public boolean has(byte kind) {
        return (kinds & 1 << kind) != 0;
    }
}
