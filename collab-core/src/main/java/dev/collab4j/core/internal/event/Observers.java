package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.store.Branch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who observe one type: only changes of itself, or those of all that is in it. */
public final class Observers {
    private final ListenerList<Consumer<ChangeEvent>> own = new ListenerList<>();
    private final ListenerList<Consumer<List<ChangeEvent>>> deep = new ListenerList<>();

    private Observers() {}

    /** The observers of {@code branch}, made if there are none yet; under the document's lock. */
    public static Observers of(Branch branch) {
        Observers observers = find(branch);
        if (observers == null) {
            observers = new Observers();
            branch.observers = observers;
        }
        return observers;
    }

    static @Nullable Observers find(Branch branch) {
        return (Observers) branch.observers;
    }

    /** Adds an observer of the type itself; running the result removes it. */
    public Runnable observe(Consumer<ChangeEvent> observer) {
        return own.add(observer)::remove;
    }

    /** Adds an observer of the type and all that is in it; running the result removes it. */
    public Runnable observeDeep(Consumer<List<ChangeEvent>> observer) {
        return deep.add(observer)::remove;
    }

    ListenerList<Consumer<ChangeEvent>> own() {
        return own;
    }

    ListenerList<Consumer<List<ChangeEvent>>> deep() {
        return deep;
    }
}
