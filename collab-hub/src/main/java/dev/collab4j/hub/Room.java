package dev.collab4j.hub;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomFuture;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.engine.Visit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a room, for code of the application: it loads nothing by itself and there is nothing to close. The room
 * is loaded by the first call, and leaves memory when nobody uses it. Thread-safe.
 *
 * <p>The bodies run on the room's turn, one at a time with everything else in the room: they are quick, don't block, and
 * don't keep the document. Futures complete on the hub's blocking executor, or where they are if that takes nothing;
 * waiting for one on a room's own turn throws {@link IllegalStateException} at once. One that is cancelled before its
 * body has begun prevents it.
 */
public final class Room {

    private final String name;
    private final Engine engine;
    private final RoomRegistry registry;
    private final BooleanSupplier isClosed;

    Room(String name, Engine engine, RoomRegistry registry, BooleanSupplier isClosed) {
        this.name = name;
        this.engine = engine;
        this.registry = registry;
        this.isClosed = isClosed;
    }

    /**
     * The name.
     *
     * @return the name, not null
     */
    public String name() {
        return name;
    }

    /**
     * Edits the document in one transaction; everybody in the room sees it at once.
     *
     * @param author who is named as its author in the store, not null
     * @param body what is done with the document, not null. When it throws, what it has done before stays, is sent and
     *     stored: there is no rollback
     * @return completes when the change is durable; fails with what the body threw, with {@link LimitExceededException}
     *     if the store is too far behind (then nothing was done), with what kept the room from loading, or with a
     *     {@code StorageException} if the document was deleted meanwhile or the store refuses it
     */
    public CompletableFuture<@Nullable Void> edit(String author, Consumer<Doc> body) {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(body, "body");
        return this.<@Nullable Void>visit(
                (room, result) -> room.edit(author, body, failure -> edited(result, failure)));
    }

    /**
     * Looks at the document while nobody changes it.
     *
     * @param <T> what comes of it
     * @param body what looks, not null; what it returns must not be a shared type or the document
     * @return completes with what the body returned; fails with what it threw, or with what kept the room from loading
     */
    public <T extends @Nullable Object> CompletableFuture<T> read(Function<Doc, T> body) {
        Objects.requireNonNull(body, "body");
        return visit((room, result) -> look(room, body, result));
    }

    /**
     * Sends something past the document to all HocuspocusProvider clients that are in the room on this hub; they get it
     * by {@code onStateless}. It isn't kept: nothing happens if nobody is there, and who can't keep up may miss it.
     *
     * @param payload whatever the application makes of it, not null
     */
    public void broadcastStateless(String payload) {
        registry.sendStateless(name, Objects.requireNonNull(payload, "payload"));
    }

    private <T extends @Nullable Object> void look(RoomActor room, Function<Doc, T> body, RoomFuture<T> result) {
        try {
            complete(result, room.read(body));
        } catch (RuntimeException | Error e) {
            fail(result, e);
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> visit(Work<T> work) {
        RoomFuture<T> result = new RoomFuture<>();
        if (isClosed.getAsBoolean()) {
            result.completeExceptionally(new IllegalStateException("the hub is closed"));
            return result;
        }
        try {
            registry.visit(name, visitor(work, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private <T extends @Nullable Object> Visit visitor(Work<T> work, RoomFuture<T> result) {
        return new Visit() {
            @Override
            public void enter(RoomActor room) {
                if (!result.isDone()) {
                    work.run(room, result);
                }
            }

            @Override
            public void failed(Throwable why) {
                fail(result, why);
            }
        };
    }

    private void edited(RoomFuture<@Nullable Void> result, @Nullable Throwable failure) {
        if (failure == null) {
            complete(result, null);
        } else {
            fail(result, failure);
        }
    }

    private <T extends @Nullable Object> void complete(RoomFuture<T> result, @Nullable T value) {
        aside(() -> result.complete(value));
    }

    private void fail(RoomFuture<?> result, Throwable why) {
        aside(() -> result.completeExceptionally(why));
    }

    /** What hangs on a future is not the room's work, but better done here than never. */
    private void aside(Runnable completion) {
        try {
            engine.blocking().execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    @Override
    public String toString() {
        return "Room[" + name + "]";
    }

    private interface Work<T extends @Nullable Object> {

        void run(RoomActor room, RoomFuture<T> result);
    }
}
