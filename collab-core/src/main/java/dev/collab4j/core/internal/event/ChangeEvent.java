package dev.collab4j.core.internal.event;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one transaction changed in one type. All who observe the type or something around it share it. */
public final class ChangeEvent {
    public final TransactionState transaction;
    public final Branch target;
    private final Set<String> changedKeys;
    private final boolean listChanged;

    /** The public object made for this event, kept by the layer above. */
    public @Nullable Object view;

    private Branch currentTarget;
    private @Nullable List<Object> path;
    private @Nullable Steps steps;
    private boolean closed;

    ChangeEvent(TransactionState transaction, Branch target, Set<@Nullable String> changes) {
        this.transaction = transaction;
        this.target = target;
        this.currentTarget = target;
        this.listChanged = changes.contains(null);
        this.changedKeys = listChanged && changes.size() == 1 ? Set.of() : keys(changes);
    }

    private static Set<String> keys(Set<@Nullable String> changes) {
        Set<String> keys = new LinkedHashSet<>();
        for (String key : changes) {
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The keys that were touched, in the order in which that happened first. */
    public Set<String> changedKeys() {
        return changedKeys;
    }

    public boolean isListChanged() {
        return listChanged;
    }

    /** The type whose observers are being called. */
    public Branch currentTarget() {
        return currentTarget;
    }

    /** The observers of a type around the target are going to be called. */
    void enter(Branch observed, Steps newSteps) {
        currentTarget = observed;
        steps = newSteps;
        path = null;
    }

    /** The observers were called: what wasn't asked for can't be computed any more. */
    void close() {
        closed = true;
    }

    /** Fails if the document may have moved on since. */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the changes of an event can be computed only while its observers run");
        }
    }

    boolean adds(Item item) {
        return transaction.adds(item);
    }

    boolean deletes(Item item) {
        return transaction.deletes(item);
    }

    /** How many types lie between the current target and the target. */
    int depth() {
        int depth = 0;
        for (Branch branch = target; branch != currentTarget && branch != null; branch = branch.parent()) {
            depth++;
        }
        return depth;
    }

    /** The way from the current target to the target: keys, and positions as Integer. */
    public List<Object> path() {
        List<Object> way = path;
        if (way == null) {
            requireOpen();
            way = findPath();
            path = way;
        }
        return way;
    }

    private List<Object> findPath() {
        Deque<Object> way = new ArrayDeque<>();
        Steps known = Objects.requireNonNullElseGet(steps, Steps::new);
        Branch branch = target;
        for (Item item = branch.item; item != null && branch != currentTarget; item = branch.item) {
            way.push(known.to(item));
            branch = item.parent;
        }
        return List.copyOf(way);
    }
}
