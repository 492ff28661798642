package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.RoomSeeder;
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

    /**
     * Calls of a store.
     *
     * @param store where documents stay
     * @param seeder gives new documents their content, null to leave them empty
     * @param blocking runs what may block
     * @param options how long the breaker stays open
     */
    public StoreCalls(DocumentStore store, @Nullable RoomSeeder seeder, Executor blocking, HubOptions options) {
        this.store = store;
        this.loader = new DocumentLoader(store, seeder);
        this.reads = new PermitExecutor(blocking, MAX_READS);
        this.writes = new PermitExecutor(blocking, MAX_WRITES);
        this.breaker = CircuitBreaker.of("store", config(options));
        this.appends = new GroupCommit(
                new PermitExecutor(blocking, MAX_APPENDS), MAX_APPENDS, batch -> guarded(() -> append(batch)));
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

    private boolean append(List<StoredUpdate> batch) {
        store.append(batch);
        return true;
    }

    private <T> T guarded(Callable<T> call) throws Exception {
        return breaker.executeCallable(call);
    }

    /** Loads a document, seeded if it is new. */
    void load(String document, Executor reply, Consumer<LoadedDocument> done, Consumer<Throwable> failed) {
        reads.call(() -> guarded(() -> loader.load(document)), reply, done, failed);
    }

    /** Loads a document as it is. */
    void loadAgain(String document, Executor reply, Consumer<LoadedDocument> done, Consumer<Throwable> failed) {
        reads.call(() -> guarded(() -> LoadedDocument.load(store, document)), reply, done, failed);
    }

    /** Appends updates of one room, together with those of others. */
    void append(List<StoredUpdate> batch, Executor reply, Runnable done, Consumer<Throwable> failed) {
        appends.append(batch, reply, done, failed);
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
