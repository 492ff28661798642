package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.RoomSeeder;
import dev.collab4j.hub.internal.jfr.AppendEvent;
import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StoredUpdate;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store as rooms call it: on threads that may block, so many calls at a time, behind one circuit breaker, so that a
 * store that is down is asked now and then and not by every room. While the breaker is open calls fail at once, as if the
 * store had failed: who calls tries again later. Thread-safe.
 */
public final class StoreCalls {

    private static final int MAX_READS = 8;
    private static final int MAX_APPENDS = 8;
    private static final int MAX_WRITES = 8;
    private static final int WINDOW = 20;
    private static final int LEAST_CALLS = 10;
    private static final int PROBES = 2;

    private final DocumentStore store;
    private final DocumentLoader loader;
    private final PermitExecutor reads;
    private final PermitExecutor writes;
    private final GroupCommit appends;
    private final CircuitBreaker breaker;
    private final Watch watch;
    private final PermitExecutor appending;

    /**
     * Calls of a store.
     *
     * @param store where documents stay
     * @param seeder gives new documents their content, null to leave them empty
     * @param blocking runs what may block
     * @param options how long the breaker stays open
     * @param watch is told how long the calls take
     */
    public StoreCalls(
            DocumentStore store, @Nullable RoomSeeder seeder, Executor blocking, HubOptions options, Watch watch) {
        this.store = store;
        this.watch = watch;
        this.loader = new DocumentLoader(store, seeder);
        this.reads = new PermitExecutor(blocking, MAX_READS);
        this.writes = new PermitExecutor(blocking, MAX_WRITES);
        this.breaker = CircuitBreaker.of("store", config(options));
        this.appending = new PermitExecutor(blocking, MAX_APPENDS);
        this.appends = new GroupCommit(appending, MAX_APPENDS, this::append);
    }

    private static CircuitBreakerConfig config(HubOptions options) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitDurationInOpenState(options.maxRetryDelay())
                .recordException(StoreCalls::isOfTheStore)
                .build();
    }

    /** What one document has done wrong says nothing of the store. */
    private static boolean isOfTheStore(Throwable why) {
        return !(why instanceof DocumentLoader.SeedException)
                && !Persister.isRefusal(why)
                && !(why instanceof StorageException failure && failure.kind() == StorageException.Kind.CORRUPT);
    }

    private void append(List<StoredUpdate> batch) throws Exception {
        String room = onlyDocument(batch);
        guarded(Step.APPEND, room, () -> append(room, batch));
    }

    private boolean append(@Nullable String room, List<StoredUpdate> batch) {
        AppendEvent event = AppendEvent.begun();
        boolean succeeded = false;
        try {
            store.append(batch);
            succeeded = true;
        } finally {
            event.end(room, batch, succeeded);
        }
        return true;
    }

    /** The document that all updates of a batch are of, null if there are several. */
    private static @Nullable String onlyDocument(List<StoredUpdate> batch) {
        String first = batch.get(0).document();
        return batch.stream().allMatch(update -> update.document().equals(first)) ? first : null;
    }

    private <T> T guarded(Callable<T> call) throws Exception {
        return breaker.executeCallable(call);
    }

    private <T> T guarded(Step step, @Nullable String document, Callable<T> call) throws Exception {
        return guarded(() -> LogContext.call(document, () -> watch.call(step, document, call)));
    }

    /** Loads a document, seeded if it is new. */
    void load(String document, Executor reply, Consumer<LoadedDocument> done, Consumer<Throwable> failed) {
        reads.call(() -> guarded(Step.LOAD, document, () -> loader.load(document)), reply, done, failed);
    }

    /** Loads a document as it is. */
    void loadAgain(String document, Executor reply, Consumer<LoadedDocument> done, Consumer<Throwable> failed) {
        reads.call(() -> guarded(Step.LOAD, document, () -> LoadedDocument.load(store, document)), reply, done, failed);
    }

    /** Appends updates of one room, together with those of others. */
    void append(List<StoredUpdate> batch, Executor reply, Runnable done, Consumer<Throwable> failed) {
        if (store.blocks()) {
            appends.append(batch, reply, done, failed);
        } else {
            appendHere(batch, done, failed);
        }
    }

    private void appendHere(List<StoredUpdate> batch, Runnable done, Consumer<Throwable> failed) {
        try {
            String room = batch.get(0).document();
            watch.call(Step.APPEND, room, () -> append(room, batch));
        } catch (Exception e) {
            failed.accept(e);
            return;
        }
        done.run();
    }

    /** Writes a snapshot of a document. */
    <T> void compact(String document, Write<T> call, Executor reply, Consumer<T> done, Consumer<Throwable> failed) {
        writes.call(() -> guarded(Step.COMPACTION, document, () -> call.on(store)), reply, done, failed);
    }

    /**
     * How the breaker stands.
     *
     * @return its state
     */
    public CircuitBreaker.State breakerState() {
        return breaker.getState();
    }

    /**
     * Reads, which have so many permits.
     *
     * @return where they run and wait
     */
    public PermitExecutor reads() {
        return reads;
    }

    /**
     * Appends, of many rooms each.
     *
     * @return where they run; what waits is in {@link #waitingAppends}
     */
    public PermitExecutor appends() {
        return appending;
    }

    /**
     * How many rooms wait until an append can take theirs along.
     *
     * @return the number
     */
    public int waitingAppends() {
        return appends.waiting();
    }

    /**
     * All other writes.
     *
     * @return where they run and wait
     */
    public PermitExecutor writes() {
        return writes;
    }

    /**
     * Writes something else.
     *
     * @param <T> what comes of it
     * @param call calls the store
     * @param reply where the outcome is told
     * @param done takes the result
     * @param failed takes what it threw
     */
    public <T> void write(Write<T> call, Executor reply, Consumer<T> done, Consumer<Throwable> failed) {
        writes.call(() -> guarded(() -> call.on(store)), reply, done, failed);
    }

    /**
     * Asks the store how it is, past the breaker.
     *
     * @param reply where the answer is told
     * @param done takes the answer: DOWN if the store is known to fail, or doesn't answer
     */
    public void check(Executor reply, Consumer<Health> done) {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            reply.execute(() -> done.accept(Health.down("the store fails; it is tried again now and then")));
        } else {
            reads.call(store::check, reply, done, why -> done.accept(Health.down("the store can't be asked: " + why)));
        }
    }

    /**
     * Whether a call failed only as the store was known to fail.
     *
     * @param why what a call threw
     * @return true if the store wasn't asked
     */
    static boolean wasNotAsked(Throwable why) {
        return why instanceof CallNotPermittedException;
    }

    /**
     * A call that writes.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Write<T> {

        /**
         * Calls the store; blocks.
         *
         * @param store the store
         * @return what comes of it
         */
        T on(DocumentStore store);
    }
}
