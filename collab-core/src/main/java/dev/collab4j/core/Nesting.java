package dev.collab4j.core;

import dev.collab4j.core.internal.commit.ErrorSink;
import dev.collab4j.core.internal.store.SubDocument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a document stands among documents: the one around it, and what becomes of those in it.
 *
 * <p>Locks are taken from outside in: a thread that holds the lock of a document may wait for that of one inside it,
 * never for that of the one around it. What has to be said to the latter is said once the own lock is released. The
 * monitor of this object is held only to look at its fields.
 */
final class Nesting {
    /** The document around, and what it stores of this one. */
    private record Place(Doc around, SubDocument stored) {}

    private final Doc doc;
    private @Nullable Place place;
    private boolean shouldLoad;
    private boolean destroyed;

    Nesting(Doc doc, boolean shouldLoad) {
        this.doc = doc;
        this.shouldLoad = shouldLoad;
    }

    /** The document has been made for what {@code around}, whose lock is held, stores of it. */
    synchronized void madeFor(Doc around, SubDocument stored) {
        place = stored.item == null ? null : new Place(around, stored);
    }

    synchronized @Nullable Doc around() {
        return place == null ? null : place.around;
    }

    synchronized boolean shouldLoad() {
        return shouldLoad;
    }

    synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** What is to be stored of {@code doc} in a document that it isn't in yet. */
    static SubDocument stored(Doc doc) {
        DocOptions options = doc.options();
        SubDocument stored = new SubDocument(
                options.guid(),
                options.gc(),
                options.autoLoad(),
                options.meta(),
                doc.nesting().shouldLoad());
        stored.view = doc;
        return stored;
    }

    /** Runs {@code insert}, which puts {@code values} into {@code around}; documents among them must be in none yet. */
    static void inserting(Doc around, List<? extends @Nullable Object> values, Runnable insert) {
        List<SubDocument> entered = new ArrayList<>(0);
        try {
            for (Object value : values) {
                if (value instanceof SubDocument stored && stored.view instanceof Doc doc) {
                    checkNotWithin(doc, around);
                    doc.nesting().enter(around, stored);
                    entered.add(stored);
                }
            }
            insert.run();
        } finally {
            entered.stream().filter(stored -> stored.item == null).forEach(Nesting::detached);
        }
    }

    private synchronized void enter(Doc around, SubDocument stored) {
        if (place != null) {
            throw new IllegalArgumentException("The document " + doc.guid()
                    + " is inside of a document already; make a second one with the same guid");
        }
        place = new Place(around, stored);
    }

    private static void checkNotWithin(Doc doc, Doc around) {
        for (Doc outer = around; outer != null; outer = outer.parentDoc()) {
            if (outer == doc) {
                throw new IllegalArgumentException("The document " + doc.guid() + " can't be inside of itself");
            }
        }
    }

    static void detached(SubDocument stored) {
        if (stored.view instanceof Doc doc) {
            doc.nesting().leave(stored);
        }
    }

    private synchronized void leave(SubDocument stored) {
        if (place != null && place.stored == stored) {
            place = null;
        }
    }

    /** A document that came into {@code around} goes on under its client id, as in Yjs. */
    static void adopt(Doc around, SubDocument stored) {
        if (stored.view instanceof Doc doc && doc != around && stored.clientId != null) {
            doc.clientIdFromAround(stored.clientId);
        }
    }

    void load() {
        Place in = placeForLoad();
        if (in == null) {
            return;
        }
        if (doc.isLockedByThisThread()) {
            doc.events().later(errors -> errors.run(() -> load(in)));
        } else {
            load(in);
        }
    }

    private synchronized @Nullable Place placeForLoad() {
        if (place == null) {
            shouldLoad = true;
        }
        return place;
    }

    private void load(Place in) {
        in.around.look(() -> {
            if (!shouldLoad() && in.stored.item != null) {
                in.around.change(
                        transaction -> transaction.subDocuments().loaded.add(in.stored));
            }
            loaded();
            return true;
        });
    }

    private synchronized void loaded() {
        shouldLoad = true;
    }

    void destroy() {
        markDestroyed();
        if (doc.isLockedByThisThread()) {
            doc.events().later(errors -> errors.run(this::destroyAll));
        } else {
            destroyAll();
        }
    }

    private synchronized void markDestroyed() {
        destroyed = true;
    }

    /** A document of which the inner ones are destroyed first. */
    private record Open(Nesting nesting, Iterator<Doc> inner) {
        static Open of(Doc doc) {
            doc.nesting().markDestroyed();
            return new Open(doc.nesting(), doc.subDocs().iterator());
        }
    }

    /** Documents may be nested deeper than a stack. */
    private void destroyAll() {
        ErrorSink errors = new ErrorSink();
        Set<Doc> seen = new HashSet<>(Set.of(doc));
        Deque<Open> open = new ArrayDeque<>();
        open.push(Open.of(doc));
        while (!open.isEmpty()) {
            Open top = open.element();
            if (!top.inner.hasNext()) {
                open.pop();
                errors.run(top.nesting::leaveAround);
                top.nesting.doc.events().destroy(errors);
            } else {
                Doc inner = top.inner.next();
                if (seen.add(inner)) {
                    open.push(Open.of(inner));
                }
            }
        }
        errors.throwFirst();
    }

    private void leaveAround() {
        Place in = currentPlace();
        if (in != null) {
            in.around.replace(in.stored);
        }
    }

    private synchronized @Nullable Place currentPlace() {
        return place;
    }
}
