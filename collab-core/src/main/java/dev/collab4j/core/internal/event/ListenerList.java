package dev.collab4j.core.internal.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Listeners in the order in which they were added. May be used from any thread.
 *
 * <p>A round calls those that were there when it began, but none that was removed meanwhile.
 */
public final class ListenerList<L> implements Iterable<L> {
    private volatile List<Entry> entries = List.of();

    /** Adds a listener; the same one may be added twice. */
    public synchronized Entry add(L listener) {
        Entry entry = new Entry(listener);
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(entry);
        entries = List.copyOf(longer);
        return entry;
    }

    private synchronized void remove(Entry entry) {
        List<Entry> shorter = new ArrayList<>(entries);
        shorter.remove(entry);
        entries = List.copyOf(shorter);
    }

    /** Takes all listeners off. */
    public synchronized void clear() {
        entries.forEach(entry -> entry.removed = true);
        entries = List.of();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Those that are there now, without those that are removed before their turn comes. */
    @Override
    public Iterator<L> iterator() {
        return new Turns(entries);
    }

    private final class Turns implements Iterator<L> {
        private final List<Entry> all;
        private int next;

        Turns(List<Entry> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next < all.size() && all.get(next).removed) {
                next++;
            }
            return next < all.size();
        }

        @Override
        public L next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return all.get(next++).listener;
        }
    }

    /** A listener that was added. */
    public final class Entry {
        private final L listener;
        private volatile boolean removed;

        private Entry(L listener) {
            this.listener = listener;
        }

        /** Takes the listener off; doing it again changes nothing. */
        public void remove() {
            removed = true;
            ListenerList.this.remove(this);
        }
    }
}
