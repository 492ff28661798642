package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;
import dev.collab4j.core.internal.event.Dispatcher;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes that belong together: one update, one round of events. Lives while the body of {@link Doc#transact} runs
 * and while its observers do. May be asked from any thread; each call holds the lock of the document.
 */
public final class Transaction {
    private final Doc doc;
    private final TransactionState state;
    private final Map<Object, Object> meta = new HashMap<>(2);
    private @Nullable StateVector before;
    private @Nullable StateVector after;

    private Transaction(Doc doc, TransactionState state) {
        this.doc = doc;
        this.state = state;
    }

    static Transaction of(Doc doc, TransactionState state) {
        if (state.view == null) {
            state.view = new Transaction(doc, state);
        }
        return (Transaction) state.view;
    }

    TransactionState state() {
        return state;
    }

    /**
     * Returns the document that is changed.
     *
     * @return the document
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Returns what the caller gave as the cause of the change.
     *
     * @return any object, or null
     */
    public @Nullable Object origin() {
        return state.origin;
    }

    /**
     * Whether the change was made here; false if an update from outside was applied.
     *
     * @return true for an edit of this replica
     */
    public boolean local() {
        return state.local;
    }

    /**
     * Returns what the body and the listeners of this transaction leave for each other.
     *
     * @return the same map each time, empty at first; to be used while the transaction runs or its listeners do
     */
    public Map<Object, Object> meta() {
        return meta;
    }

    /**
     * Returns how far the document had got when this began.
     *
     * @return the next clock of each client
     * @throws IllegalStateException if it is first asked for when the transaction has ended
     */
    public StateVector beforeState() {
        return doc.look(() -> {
            if (before == null) {
                requireOpen();
                before = StateVector.of(state.beforeState());
            }
            return before;
        });
    }

    /**
     * Returns how far the document had got when the body was done, without what observers added.
     *
     * @return the next clock of each client; empty while the body runs, as in Yjs
     * @throws IllegalStateException if it is first asked for when the transaction has ended
     */
    public StateVector afterState() {
        return doc.look(() -> {
            if (after != null) {
                return after;
            }
            requireOpen();
            StateVector clocks = StateVector.of(state.afterState());
            if (state.isSealed()) {
                after = clocks;
            }
            return clocks;
        });
    }

    private void requireOpen() {
        if (state.isClosed()) {
            throw new IllegalStateException("the states of a transaction can be asked for only until it has ended");
        }
    }

    /** Lets the states be asked for later. The caller holds the lock. */
    void keepStates() {
        beforeState();
        afterState();
    }

    /**
     * Returns the ids of what this has deleted so far.
     *
     * @return the deleted ranges, as they are now
     */
    public DeleteSet deleteSet() {
        return doc.look(() -> {
            state.deleteSet.sortAndMerge();
            return DeleteSet.of(state.deleteSet);
        });
    }

    /**
     * Returns the types that were changed themselves, each with its keys that were; a null key stands for the list.
     * Types that this transaction added or deleted are left out, and so are roots that nobody has given a type yet.
     *
     * @return in the order in which they were changed first, as it is now; unmodifiable
     */
    public Map<SharedType, Set<@Nullable String>> changed() {
        return doc.look(() -> {
            Map<SharedType, Set<@Nullable String>> changed = new LinkedHashMap<>();
            state.changed().forEach((type, keys) -> {
                if (type.typeRef().kind() != TypeRef.UNTYPED) {
                    changed.put(doc.view(type), Collections.unmodifiableSet(new LinkedHashSet<>(keys)));
                }
            });
            return Collections.unmodifiableMap(changed);
        });
    }

    /**
     * Returns the types that were changed or that have something in them that was, each with the events of these
     * changes. It is filled while observers are called: empty before, complete in
     * {@link TransactionPhase#AFTER_OBSERVERS}.
     *
     * @return in the order in which their observers were called, as it is now; unmodifiable
     */
    public Map<SharedType, List<YEvent>> changedParentTypes() {
        return doc.look(() -> {
            Map<SharedType, List<YEvent>> types = new LinkedHashMap<>();
            Dispatcher.eventsByType(state).forEach((type, events) -> {
                if (type.typeRef().kind() != TypeRef.UNTYPED) {
                    types.put(doc.view(type), views(events));
                }
            });
            return Collections.unmodifiableMap(types);
        });
    }

    private List<YEvent> views(List<ChangeEvent> events) {
        return events.stream().map(event -> YEvent.of(doc, event)).toList();
    }
}
