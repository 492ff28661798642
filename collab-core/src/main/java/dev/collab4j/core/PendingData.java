package dev.collab4j.core;

import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.store.IdRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What has arrived at a document and waits for something that has not: structs that were inserted beside or into
 * others, and deletions of what isn't known. As it was when it was asked for; immutable and thread-safe.
 */
public final class PendingData {
    private final List<Missing> missing;
    private final Update update;

    private PendingData(List<Missing> missing, Update update) {
        this.missing = List.copyOf(missing);
        this.update = update;
    }

    static PendingData of(IdRanges missing, Pending pending, Update update) {
        List<Missing> clients = new ArrayList<>();
        for (Map.Entry<Long, List<DeleteSet.Range>> entry :
                DeleteSet.of(missing).toMap().entrySet()) {
            Instant since = pending.since(entry.getKey());
            clients.add(new Missing(entry.getKey(), entry.getValue(), Objects.requireNonNull(since)));
        }
        return new PendingData(clients, update);
    }

    /**
     * What one client has made and the document lacks.
     *
     * @param client the id of the client
     * @param ranges the clocks, rising and apart from each other; for what a deletion alone waits for, only its own ids
     * @param since when this document first missed something of that client
     */
    public record Missing(long client, List<DeleteSet.Range> ranges, Instant since) {}

    /**
     * Returns what has to come before all that waits can be integrated.
     *
     * @return unmodifiable, clients ascending; empty if nothing waits
     */
    public List<Missing> missing() {
        return missing;
    }

    /**
     * Returns since when something waits.
     *
     * @return the earliest of all times; empty if nothing waits
     */
    public Optional<Instant> since() {
        return missing.stream().map(Missing::since).min(Comparator.naturalOrder());
    }

    /**
     * Returns the structs and deletions that wait, for example to keep them elsewhere before they are dropped.
     *
     * @return the update; empty if nothing waits
     */
    public Update update() {
        return update;
    }

    /**
     * Whether nothing waits.
     *
     * @return true if all that has arrived is in the document
     */
    public boolean isEmpty() {
        return missing.isEmpty();
    }
}
