package dev.collab4j.hub;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.YText;
import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomFuture;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.engine.RoomSession;
import dev.collab4j.hub.internal.engine.StoreCalls;
import dev.collab4j.hub.internal.engine.Tombstones;
import dev.collab4j.hub.internal.engine.Visit;
import dev.collab4j.hub.internal.wire.RoomNames;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
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
                (room, result) -> room.edit(author, body, failure -> edited(result, failure, null)));
    }

    /**
     * Says, as text, in which state the document is: for somebody who can't hold a document, and sends an edit later that
     * is made at this state. Grows with what was ever deleted: some bytes for each range, so it belongs into a body, not
     * into an address.
     *
     * @param doc what {@link #read} or {@link #edit} hands in, not null
     * @return a version for {@link #editAt}; letters, digits, {@code -} and {@code _}
     */
    public String versionOf(Doc doc) {
        return VersionToken.of(name, doc.snapshot());
    }

    /**
     * Edits the document as somebody sees it who has it as it was at a version: what others have done since stays, and
     * positions are those of the version, see {@link Doc#editAt}. No filter is asked.
     *
     * @param version what {@link #versionOf} or this has returned; not null
     * @param author who is named as its author in the store, not null
     * @param body what is done with the document of that version, not null. When it throws, nothing is changed
     * @return completes when the change is durable, with the version that its author has then: theirs and the edit,
     *     nothing of others. Fails as {@link #edit} does; with {@link IllegalArgumentException} if that is no version of
     *     this room, and with {@link dev.collab4j.core.UnusableSnapshotException} if it is too old, or one that this
     *     document isn't at yet
     */
    public CompletableFuture<String> editAt(String version, String author, Consumer<Doc> body) {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(body, "body");
        try {
            Snapshot base = VersionToken.read(name, Objects.requireNonNull(version, "version"));
            return visit((room, result) -> editAt(room, base, author, body, result));
        } catch (IllegalArgumentException e) {
            RoomFuture<String> refused = new RoomFuture<>();
            refused.completeExceptionally(e);
            return refused;
        }
    }

    private void editAt(RoomActor room, Snapshot base, String author, Consumer<Doc> body, RoomFuture<String> result) {
        AtomicReference<@Nullable String> after = new AtomicReference<>();
        Consumer<Doc> edit = doc ->
                after.set(VersionToken.of(name, doc.editAt(base, null, transaction -> body.accept(transaction.doc()))));
        room.edit(author, edit, failure -> edited(result, failure, after.get()));
    }

    /**
     * Applies a delta that was made at a version of a text: as {@link #editAt}.
     *
     * @param version what {@link #versionOf} or {@link #editAt} has returned; not null
     * @param author who is named as its author in the store, not null
     * @param root the name of the text, not null
     * @param delta its positions are those of the version; not null
     * @return as {@link #editAt} does; fails with {@link IllegalArgumentException} if the delta goes beyond the end of
     *     the text of that version
     */
    public CompletableFuture<String> applyDelta(String version, String author, String root, Delta delta) {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(delta, "delta");
        return editAt(version, author, doc -> apply(delta, doc.getText(root)));
    }

    private static void apply(Delta delta, YText text) {
        if (delta.baseLength() > text.length()) {
            throw new IllegalArgumentException(
                    "the delta is for " + delta.baseLength() + " units, the text has " + text.length());
        }
        text.applyDelta(delta);
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

    /**
     * Who is in the room on this hub. Loads nothing.
     *
     * @return completes with the sessions, in the order in which they came; nobody if the room isn't in memory
     */
    public CompletableFuture<List<Session>> sessions() {
        return registry.sessions(name)
                .thenApply(all -> all.stream().map(this::session).toList());
    }

    private Session session(RoomSession session) {
        return new Session(name, engine.workspaces().workspaceOf(name), session);
    }

    /**
     * Whose presence is in the room: what those who look at it see of each other, of all hubs. Loads nothing, and changes
     * nothing for those who are there.
     *
     * @return completes with the presences, in the order in which they came; none if the room isn't in memory
     */
    public CompletableFuture<List<Presence>> presences() {
        return registry.presences(name)
                .thenApply(all -> all.stream()
                        .map(client ->
                                new Presence(client, client.session() == null ? null : session(client.session())))
                        .toList());
    }

    /**
     * Deletes the document for good: its content leaves the store, and who is in the room, here and at other hubs of the
     * same bus, is sent away (4404; a HocuspocusProvider is denied). A tombstone refuses all who come with an old copy,
     * until {@link #recreate}.
     *
     * @return completes with true when it is deleted in the store, with false if it was deleted before; fails with a
     *     {@code StorageException}, then it is to be repeated
     */
    public CompletableFuture<Boolean> delete() {
        return call(store -> {
            Tombstones.Deletion deletion = Tombstones.delete(store, name);
            registry.deleted(name, deletion.generation());
            return deletion.isNew();
        });
    }

    /**
     * Lets a deleted document begin again, empty (or seeded). A client that kept a copy brings the old content back when
     * it connects: where that must not be, use another name.
     *
     * @return completes with true when it can be entered again, with false if it isn't deleted; fails with a
     *     {@code StorageException}
     */
    public CompletableFuture<Boolean> recreate() {
        return call(store -> {
            Optional<Tombstones.Deletion> over = Tombstones.recreate(store, name);
            over.ifPresent(deletion -> registry.deleted(name, deletion.generation()));
            return over.isPresent();
        });
    }

    /**
     * Gives the document another name. Who is in the room is sent away (4404; a HocuspocusProvider is denied) and enters
     * the other one; the old name is deleted as by {@link #delete}. What clients type meanwhile isn't taken, nor
     * acknowledged: they have it still, and lose it with the room. Other hubs take edits until they hear of it, so let
     * nobody in there before; authors and times of the updates so far don't go along.
     *
     * @param newName a name as for {@link CollabHub#room}, of which the store knows no document, not even a deleted one;
     *     not null
     * @return completes when the document has its new name and the old one is deleted; fails with
     *     {@link IllegalStateException} if there is or was a document of that name, and with a {@code StorageException} if
     *     the store fails (then there may be a copy under the new name; the old one stays)
     * @throws IllegalArgumentException if that is no name
     */
    public CompletableFuture<@Nullable Void> renameTo(String newName) {
        String problem = RoomNames.problem(newName);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return this.<@Nullable Void>visit(
                (room, result) -> room.freeze(() -> rename(room, newName, result), why -> fail(result, why)));
    }

    private void rename(RoomActor room, String newName, RoomFuture<@Nullable Void> result) {
        engine.store()
                .write(
                        store -> Tombstones.rename(store, name, newName),
                        Runnable::run,
                        renamed -> renamed(room, newName, renamed, result),
                        why -> {
                            room.thaw();
                            fail(result, why);
                        });
    }

    private void renamed(
            RoomActor room, String newName, Optional<Tombstones.Deletion> done, RoomFuture<@Nullable Void> result) {
        if (done.isPresent()) {
            registry.deleted(name, done.get().generation());
            registry.reload(newName); // somebody may have entered it while there was nothing
            engine.effects().appeared(newName, visit -> registry.visit(newName, visit));
            complete(result, null);
        } else {
            room.thaw();
            fail(result, new IllegalStateException("there is or was a document of the name " + newName));
        }
    }

    private <T> CompletableFuture<T> call(StoreCalls.Write<T> storeCall) {
        RoomFuture<T> result = new RoomFuture<>();
        engine.store().write(storeCall, Runnable::run, value -> complete(result, value), why -> fail(result, why));
        return result;
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

    private <T extends @Nullable Object> void edited(
            RoomFuture<T> result, @Nullable Throwable failure, @Nullable T value) {
        if (failure == null) {
            complete(result, value);
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
