package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an undo manager looks after: some types and all that is in them, at any depth, or the whole document. */
public final class Scope {
    private final Set<Branch> types = new HashSet<>(); // types are equal only to themselves
    private boolean wholeDocument;

    private Scope() {}

    public static Scope of(Collection<Branch> types) {
        Scope scope = new Scope();
        scope.types.addAll(types);
        return scope;
    }

    public static Scope ofDocument() {
        Scope scope = new Scope();
        scope.addDocument();
        return scope;
    }

    public void add(Branch type) {
        types.add(type);
    }

    public void addDocument() {
        wholeDocument = true;
    }

    /** Whether {@code transaction}, whose observers were called, belongs to this scope. */
    public boolean isChangedBy(TransactionState transaction) {
        return wholeDocument || transaction.changedParentTypes().stream().anyMatch(types::contains);
    }

    /** Tells of items whether they are in this scope. It remembers what it found, so it is for one pass. */
    public Predicate<Item> test() {
        return wholeDocument ? item -> true : new Test();
    }

    private final class Test implements Predicate<Item> {
        private final Map<Branch, Boolean> found = new HashMap<>();

        @Override
        public boolean test(Item item) {
            Branch around = item.parent;
            while (around != null && find(around) == null) {
                around = around.parent();
            }
            boolean inside = around != null && Boolean.TRUE.equals(find(around));
            for (Branch type = item.parent; type != around && type != null; type = type.parent()) {
                found.put(type, inside);
            }
            return inside;
        }

        private @Nullable Boolean find(Branch type) {
            return types.contains(type) ? Boolean.TRUE : found.get(type);
        }
    }
}
