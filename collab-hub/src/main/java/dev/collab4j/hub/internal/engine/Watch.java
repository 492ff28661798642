package dev.collab4j.hub.internal.engine;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells those who want to know of what takes time in a hub. While nobody does it costs nothing. Thread-safe. */
public final class Watch {

    /** Somebody who wants to know. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * Something begins.
         *
         * @param step what
         * @param room for which room, null if for several
         * @return what is to be told of its end
         */
        Operation begin(Step step, @Nullable String room);
    }

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** A watch without watchers. */
    public Watch() {}

    /**
     * Adds one who is told of what begins from now on.
     *
     * @param watcher who
     */
    public void add(Watcher watcher) {
        watchers.add(watcher);
    }

    /**
     * Begins something that ends elsewhere.
     *
     * @param step what
     * @param room for which room, null if for several
     * @return what has to be told of its end
     */
    public Operation begin(Step step, @Nullable String room) {
        Operation all = Operation.UNWATCHED;
        for (Watcher watcher : watchers) {
            Operation one = watcher.begin(step, room);
            all = all == Operation.UNWATCHED ? one : new Both(all, one);
        }
        return all;
    }

    /** Runs something from its begin to its end. */
    <T> T call(Step step, @Nullable String room, Callable<T> body) throws Exception {
        Operation operation = begin(step, room);
        T result;
        try {
            result = operation.call(body);
        } catch (Throwable e) {
            operation.end(Outcome.FAILED, e);
            throw e;
        }
        operation.end(Outcome.SUCCESS, null);
        return result;
    }

    private record Both(Operation outer, Operation inner) implements Operation {

        @Override
        public <T> T call(Callable<T> part) throws Exception {
            return outer.call(() -> inner.call(part));
        }

        @Override
        public void end(Outcome outcome, @Nullable Throwable why) {
            inner.end(outcome, why);
            outer.end(outcome, why);
        }
    }
}
