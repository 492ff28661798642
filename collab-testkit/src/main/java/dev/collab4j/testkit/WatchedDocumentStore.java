package dev.collab4j.testkit;

import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A store in front of another that watches who calls it: how many calls run at the same time, and whether a document has two appends,
 * or two snapshots, on their way at once, which a hub must not do. Thread-safe.
 */
public final class WatchedDocumentStore extends ForwardingDocumentStore {

    private final Set<String> appending = ConcurrentHashMap.newKeySet();
    private final Set<String> replacing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger mostCalls = new AtomicInteger();
    private volatile @Nullable String overlap;

    /**
     * In front of a store.
     *
     * @param store gets the calls, closed with this one, not null
     */
    public WatchedDocumentStore(DocumentStore store) {
        super(store);
    }

    /**
     * How many appends, loads and snapshots ran at the same time, at most.
     *
     * @return the largest number so far
     */
    public int mostCalls() {
        return mostCalls.get();
    }

    /**
     * Which documents had two appends, or two snapshots, on their way at the same time.
     *
     * @return the last ones, in a line; empty if that has never been
     */
    public Optional<String> overlap() {
        return Optional.ofNullable(overlap);
    }

    @Override
    public void append(List<StoredUpdate> batch) {
        Set<String> documents = batch.stream().map(StoredUpdate::document).collect(Collectors.toSet());
        alone("append", appending, documents, () -> {
            super.append(batch);
            return true;
        });
    }

    @Override
    public Head load(String document, LoadSink sink) {
        return counted(() -> super.load(document, sink));
    }

    @Override
    public Optional<Head> replaceSnapshot(
            String document, Head expected, InputStream snapshot, long length, Collection<UpdateId> covered) {
        return alone(
                "snapshot",
                replacing,
                Set.of(document),
                () -> super.replaceSnapshot(document, expected, snapshot, length, covered));
    }

    private <T> T alone(String what, Set<String> running, Set<String> documents, Supplier<T> call) {
        Set<String> entered = documents.stream().filter(running::add).collect(Collectors.toSet());
        if (entered.size() < documents.size()) {
            overlap = "a second " + what + " of one of " + documents;
        }
        try {
            return counted(call);
        } finally {
            running.removeAll(entered);
        }
    }

    private <T> T counted(Supplier<T> call) {
        mostCalls.accumulateAndGet(calls.incrementAndGet(), Math::max);
        try {
            return call.get();
        } finally {
            calls.decrementAndGet();
        }
    }
}
