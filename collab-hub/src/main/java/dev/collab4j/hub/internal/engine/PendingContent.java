package dev.collab4j.hub.internal.engine;

import dev.collab4j.hub.ContentOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A room whose content has to be handed over: who has changed it, and since when. Nothing of the content itself, which is
 * fetched when its time has come. Thread-safe.
 */
final class PendingContent {

    private enum State {
        /** Changed, but nothing is durable yet. */
        CHANGED,
        /** Until it is quiet for long enough. */
        WAITING,
        /** Its turn comes, or is. */
        CALLING,
        /** A call has failed, and is repeated some time later. */
        FAILED,
        /** Nothing is left to hand over. */
        GONE
    }

    final String room;
    final Consumer<Visit> entrance;
    private final ContentOptions options;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.CHANGED;
    private Set<String> authors = new LinkedHashSet<>();
    private boolean isChanged;
    private boolean isDurable;
    private long firstDurable;
    private long lastDurable;

    PendingContent(String room, Consumer<Visit> entrance, ContentOptions options, Backoff backoff) {
        this.room = room;
        this.entrance = entrance;
        this.options = options;
        this.backoff = backoff;
    }

    /** On the room's turn: something was accepted. False if this is gone: then it has to be told to a new one. */
    boolean changed(@Nullable String author) {
        return locked(() -> {
            isChanged = true;
            if (author != null) {
                authors.add(author);
            }
            return state != State.GONE;
        });
    }

    /** Something is durable; true if from now on it has to be waited until the room is quiet. */
    boolean durable(long now) {
        return locked(() -> {
            firstDurable = isDurable ? firstDurable : now;
            lastDurable = now;
            isDurable = true;
            return begins(State.CHANGED, State.WAITING);
        });
    }

    private boolean begins(State from, State to) {
        boolean begins = state == from;
        state = begins ? to : state;
        return begins;
    }

    /** How long it has still to be waited, zero or less if its time has come. */
    Duration rest(long now) {
        return locked(() -> Duration.ofNanos(Math.min(
                lastDurable - now + options.interval().toNanos(),
                firstDurable - now + options.maxDelay().toNanos())));
    }

    boolean isWaiting() {
        return locked(() -> state == State.WAITING);
    }

    /** The room was quiet, or for long not; true unless that was noticed before. */
    boolean beginsCall() {
        return locked(() -> begins(State.WAITING, State.CALLING));
    }

    boolean beginsAgain() {
        return locked(() -> begins(State.FAILED, State.CALLING));
    }

    /** Whether its room has to stay in memory, which is never for longer than it may be waited. */
    boolean needsRoom() {
        return locked(() -> state == State.CHANGED || state == State.WAITING);
    }

    /** On the room's turn: the content is fetched. Gives its authors. */
    Set<String> take() {
        return locked(() -> {
            Set<String> taken = authors;
            authors = new LinkedHashSet<>();
            isChanged = false;
            isDurable = false;
            return taken;
        });
    }

    /** The call has succeeded; true if it has changed since, and that is durable: then this waits again. */
    boolean succeeded() {
        return locked(() -> {
            backoff.reset();
            state = isChanged ? State.CHANGED : State.GONE;
            return isDurable && begins(State.CHANGED, State.WAITING);
        });
    }

    /** The call has failed: its authors are authors of the next one. Gives how long to wait before that. */
    Duration failed(Set<String> lost) {
        return locked(() -> {
            Set<String> both = new LinkedHashSet<>(lost);
            both.addAll(authors);
            authors = both;
            state = State.FAILED;
            return backoff.next();
        });
    }

    void drop() {
        locked(() -> state = State.GONE);
    }

    boolean isGone() {
        return locked(() -> state == State.GONE);
    }

    private <T> T locked(Supplier<T> body) {
        lock.lock();
        try {
            return body.get();
        } finally {
            lock.unlock();
        }
    }
}
