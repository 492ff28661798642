package dev.collab4j.core;

import dev.collab4j.core.internal.edit.JsonTree;
import dev.collab4j.core.internal.edit.MapEdit;
import dev.collab4j.core.internal.edit.TypeCopy;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.event.ChangeEvent;
import dev.collab4j.core.internal.event.Observers;
import dev.collab4j.core.internal.history.TypeHistory;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document that several people edit at once. It is born in a document or in another type and stays there;
 * there is one object for each, so {@code ==} tells whether two are the same.
 *
 * <p>May be used from any thread: each call holds the lock of the document, and one that changes something outside of
 * {@link Doc#transact} is a transaction of its own. What is returned is a copy that later edits don't touch. A type that
 * was deleted is empty; edits on it are kept in the history and never seen.
 *
 * <p>Values are Boolean, String, every boxed number type, {@code byte[]}, List, Map with String keys and null; they are
 * copied when they come in, and an {@link IllegalArgumentException} names the path and class of what can't be stored,
 * before anything is changed. A number that is whole and within 2^53 - 1 is read back as Long, any other as Double, as
 * in JavaScript. The order of a Map is part of what is written, but keys that are array indices come first.
 */
public abstract sealed class SharedType permits YText, YArray, YMap, YXmlFragment {
    final Doc doc;
    final Branch branch;

    SharedType(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
    }

    /**
     * Returns the document that this belongs to.
     *
     * @return the document
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Returns the type that this is in.
     *
     * @return null for a root
     */
    public @Nullable SharedType parent() {
        return doc.look(() -> {
            Branch parent = branch.parent();
            return parent == null ? null : doc.view(parent);
        });
    }

    /**
     * Returns the name of this if it is a root.
     *
     * @return null for a type that is in another one
     */
    public @Nullable String rootName() {
        return branch.rootName;
    }

    /**
     * Returns this and all that is in it as plain values: a List for an array, a Map for a map or hook, a String for
     * text and XML. A document inside becomes an empty Map.
     *
     * @return a copy
     */
    public Object toJson() {
        return doc.look(() -> JsonTree.of(branch));
    }

    /**
     * Registers an observer of this type and of all types in it.
     *
     * @param listener called once a transaction, under the lock; not null
     * @return closing it takes the listener off
     */
    public Subscription observeDeep(DeepListener listener) {
        Objects.requireNonNull(listener, "listener");
        return doc.look(() -> Observers.of(branch).observeDeep(changes -> listener.onEvents(events(changes))))::run;
    }

    private List<YEvent> events(List<ChangeEvent> changes) {
        return changes.stream().map(change -> YEvent.of(doc, change)).toList();
    }

    /** Registers an observer of this type alone. */
    final Subscription observeOwn(Consumer<YEvent> listener) {
        return doc.look(() -> Observers.of(branch).observe(change -> listener.accept(YEvent.of(doc, change))))::run;
    }

    /** Changes the document. */
    final void edit(Consumer<TransactionState> body) {
        doc.change(transaction -> {
            body.accept(transaction);
            return true;
        });
    }

    /** Changes the document by adding a type, and returns its public object. */
    final <T extends SharedType> T add(Class<T> view, Function<TransactionState, Branch> body) {
        return doc.change(transaction -> view.cast(doc.view(body.apply(transaction))));
    }

    /** This and all that is in it as it is now. */
    final TypeCopy copy() {
        return doc.look(() -> TypeCopy.of(branch));
    }

    /** Changes the document by adding a copy of a type, and returns its public object. */
    @SuppressWarnings("unchecked")
    final <T extends SharedType> T addCopy(T source, BiFunction<TransactionState, TypeRef, Branch> body) {
        TypeCopy copy = source.copy();
        return add((Class<T>) source.getClass(), transaction -> {
            Branch made = body.apply(transaction, copy.type());
            copy.writeTo(transaction, made);
            return made;
        });
    }

    /** The neighbour of this in an XML list. */
    final @Nullable SharedType sibling(Function<Branch, @Nullable Branch> way) {
        return doc.look(() -> {
            Branch other = way.apply(branch);
            return other == null ? null : doc.view(other);
        });
    }

    static TypeRef named(byte kind, String name) {
        return new TypeRef(kind, Objects.requireNonNull(name, "name"));
    }

    final void setEntry(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key");
        Object stored = Values.entry(Views.stored(value));
        edit(transaction -> Nesting.inserting(
                doc, Collections.singletonList(stored), () -> MapEdit.set(transaction, branch, key, stored)));
    }

    final void removeEntry(String key) {
        Objects.requireNonNull(key, "key");
        edit(transaction -> MapEdit.delete(transaction, branch, key));
    }

    final @Nullable Object entry(String key) {
        Objects.requireNonNull(key, "key");
        return doc.look(() -> Views.value(doc, MapEdit.get(branch, key)));
    }

    final boolean hasEntry(String key) {
        Objects.requireNonNull(key, "key");
        return doc.look(() -> MapEdit.has(branch, key));
    }

    /** All attributes, in JavaScript's order. */
    final Map<String, @Nullable Object> attributes() {
        return doc.look(() -> Views.values(doc, MapEdit.object(branch)));
    }

    /** All attributes that there were at a snapshot, in JavaScript's order. */
    final Map<String, @Nullable Object> attributes(Snapshot snapshot) {
        return doc.look(() -> Views.values(doc, TypeHistory.object(branch, snapshot.ids())));
    }

    /** The elements that there were at a snapshot. */
    final List<@Nullable Object> elements(Snapshot snapshot) {
        return doc.look(() -> Views.values(doc, TypeHistory.elements(branch, snapshot.ids())));
    }
}
