package dev.collab4j.core;

import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.commit.Transactor;
import dev.collab4j.core.internal.hot.HotPath;
import dev.collab4j.core.internal.integrate.Pending;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ShortCuts;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes single changes of plain text past the machinery of a transaction, or of the open one, if nobody but listeners of
 * updates could tell the difference. Each method returns false if it can't, and has changed nothing then.
 */
final class Shortcut {
    private final Doc doc;
    private final ReentrantLock lock;
    private final Transactor transactor;
    private final DocEvents events;
    private final Pending pending;
    private final boolean collectsAll;
    private @Nullable HotPath path;

    Shortcut(Doc doc, ReentrantLock lock, Transactor transactor, DocEvents events, Pending pending) {
        this.doc = doc;
        this.lock = lock;
        this.transactor = transactor;
        this.events = events;
        this.pending = pending;
        this.collectsAll = doc.options().gc() && doc.options().gcFilter() == null;
    }

    /** Inserts {@code text}, which isn't empty. */
    boolean insert(Branch branch, int index, String text) {
        boolean done = false;
        lock.lock();
        try {
            done = enter() && path().insert(branch, index, text);
        } finally {
            leave(done, null, true);
        }
        return done;
    }

    /** Deletes {@code length} elements, at least one. */
    boolean delete(Branch branch, int index, int length) {
        boolean done = false;
        lock.lock();
        try {
            done = enter() && path().delete(branch, index, length);
        } finally {
            leave(done, null, true);
        }
        return done;
    }

    /** Applies an update, which has nothing to go on from in an empty document. */
    boolean apply(Update update, @Nullable Object origin) {
        boolean done = false;
        lock.lock();
        try {
            done = !doc.store().logs().isEmpty() && enter() && path().apply(update.encoded());
        } finally {
            leave(done, origin, false);
        }
        return done;
    }

    /** Whether the way is open, whatever the change; what is done then belongs to the open transaction if there is one. */
    private boolean enter() {
        TransactionState open = transactor.open();
        path().within(open);
        return ShortCuts.taken && collectsAll && (open != null || isAlone()) && !events.hasWatchers();
    }

    /** Made when it is first needed: loading a document doesn't. */
    private HotPath path() {
        if (path == null) {
            path = new HotPath(doc.store(), pending);
        }
        return path;
    }

    private boolean isAlone() {
        return lock.getHoldCount() == 1 && transactor.isIdle();
    }

    private void leave(boolean changed, @Nullable Object origin, boolean local) {
        boolean done = changed && transactor.isIdle();
        byte[] first = null;
        try {
            if (done && events.wantsUpdates(FormatVersion.V1)) {
                first = claim(path().lastChange(FormatVersion.V1), origin, local);
            }
            if (done && events.wantsUpdates(FormatVersion.V2)) {
                events.later(event(FormatVersion.V2, path().lastChange(FormatVersion.V2), origin, local));
            }
        } finally {
            lock.unlock();
        }
        if (first != null) {
            events.deliverClaimed(event(FormatVersion.V1, first, origin, local));
        } else if (done) {
            events.deliver();
        }
    }

    /** Returns {@code update} if it is to be delivered from here, past the queue; it is queued if others come first. */
    private byte @Nullable [] claim(byte[] update, @Nullable Object origin, boolean local) {
        if (events.claim()) {
            return update;
        }
        events.later(event(FormatVersion.V1, update, origin, local));
        return null;
    }

    private UpdateEvent event(FormatVersion version, byte[] update, @Nullable Object origin, boolean local) {
        return new UpdateEvent(doc, version, update, origin, local);
    }
}
