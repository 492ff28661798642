package dev.collab4j.hub.internal.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the hub returns. Waiting for it inside a room's own turn could never end, so that throws at once.
 *
 * @param <T> the result
 */
public final class RoomFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** A future that nobody has completed. */
    public RoomFuture() {}

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new RoomFuture<>();
    }

    @Override
    public T join() {
        checkThread();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        checkThread();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        checkThread();
        return super.get(timeout, unit);
    }

    /**
     * Waits for many.
     *
     * @param <U> what each gives
     * @param futures the many
     * @return completes with all results, in order; fails as the first of them that fails
     */
    public static <U> CompletableFuture<List<U>> all(List<CompletableFuture<U>> futures) {
        RoomFuture<List<U>> all = new RoomFuture<>();
        CompletableFuture<?> unused = CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, why) -> {
                    if (why == null) {
                        all.complete(
                                futures.stream().map(CompletableFuture::join).toList());
                    } else {
                        all.completeExceptionally(why);
                    }
                });
        return all;
    }

    private void checkThread() {
        if (!isDone()) {
            checkMayWait();
        }
    }

    /**
     * Checks that the calling thread may wait for rooms.
     *
     * @throws IllegalStateException if it runs the turn of one
     */
    public static void checkMayWait() {
        if (SerialExecutor.isRoomThread()) {
            throw new IllegalStateException("a room can't wait for a room: chain with thenAccept instead");
        }
    }
}
