package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Elements;
import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of values and shared types. Positions count elements.
 *
 * <p>As in Yjs an element can't be {@link Undefined} or a BigInteger; both may stand inside of a List or Map.
 */
public final class YArray extends SharedType implements Iterable<@Nullable Object> {
    YArray(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Inserts values.
     *
     * @param index from 0 to the length
     * @param values may be null one by one
     * @throws IndexOutOfBoundsException if the array is shorter
     * @throws IllegalArgumentException if one of the values can't be stored
     */
    public void insert(int index, @Nullable Object... values) {
        insert(values, transaction -> ListEdit.at(transaction, branch, index));
    }

    /**
     * Appends values, behind all that was ever in the array.
     *
     * @param values may be null one by one
     * @throws IllegalArgumentException if one of the values can't be stored
     */
    public void push(@Nullable Object... values) {
        insert(values, transaction -> ListEdit.atEnd(transaction, branch));
    }

    /**
     * Inserts values at the start.
     *
     * @param values may be null one by one
     * @throws IllegalArgumentException if one of the values can't be stored
     */
    public void unshift(@Nullable Object... values) {
        insert(0, values);
    }

    private void insert(@Nullable Object[] values, Function<TransactionState, ListEdit> place) {
        @Nullable Object[] stored = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = Views.stored(values[i]);
        }
        List<@Nullable Object> elements = Values.elements(stored);
        edit(transaction -> {
            ListEdit edit = place.apply(transaction);
            Nesting.inserting(doc, elements, () -> edit.insert(elements));
        });
    }

    /**
     * Inserts a new text.
     *
     * @param index from 0 to the length
     * @return the text
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YText insertText(int index) {
        return insert(index, TypeRef.of(TypeRef.TEXT), YText.class);
    }

    /**
     * Inserts a new array.
     *
     * @param index from 0 to the length
     * @return the array
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YArray insertArray(int index) {
        return insert(index, TypeRef.of(TypeRef.ARRAY), YArray.class);
    }

    /**
     * Inserts a new map.
     *
     * @param index from 0 to the length
     * @return the map
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YMap insertMap(int index) {
        return insert(index, TypeRef.of(TypeRef.MAP), YMap.class);
    }

    /**
     * Inserts a new XML fragment.
     *
     * @param index from 0 to the length
     * @return the XML fragment
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YXmlFragment insertXmlFragment(int index) {
        return insert(index, TypeRef.of(TypeRef.XML_FRAGMENT), YXmlFragment.class);
    }

    /**
     * Inserts a new XML element.
     *
     * @param index from 0 to the length
     * @param nodeName not null
     * @return the XML element
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YXmlElement insertXmlElement(int index, String nodeName) {
        return insert(index, named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Inserts a new XML text.
     *
     * @param index from 0 to the length
     * @return the XML text
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YXmlText insertXmlText(int index) {
        return insert(index, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Inserts a new XML hook.
     *
     * @param index from 0 to the length
     * @param hookName not null
     * @return the XML hook
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public YXmlHook insertXmlHook(int index, String hookName) {
        return insert(index, named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Appends a new text.
     *
     * @return the text
     */
    public YText pushText() {
        return push(TypeRef.of(TypeRef.TEXT), YText.class);
    }

    /**
     * Appends a new array.
     *
     * @return the array
     */
    public YArray pushArray() {
        return push(TypeRef.of(TypeRef.ARRAY), YArray.class);
    }

    /**
     * Appends a new map.
     *
     * @return the map
     */
    public YMap pushMap() {
        return push(TypeRef.of(TypeRef.MAP), YMap.class);
    }

    /**
     * Appends a new XML fragment.
     *
     * @return the XML fragment
     */
    public YXmlFragment pushXmlFragment() {
        return push(TypeRef.of(TypeRef.XML_FRAGMENT), YXmlFragment.class);
    }

    /**
     * Appends a new XML element.
     *
     * @param nodeName not null
     * @return the XML element
     */
    public YXmlElement pushXmlElement(String nodeName) {
        return push(named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Appends a new XML text.
     *
     * @return the XML text
     */
    public YXmlText pushXmlText() {
        return push(TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Appends a new XML hook.
     *
     * @param hookName not null
     * @return the XML hook
     */
    public YXmlHook pushXmlHook(String hookName) {
        return push(named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Inserts a copy of a type and of all that is in it: Yjs's {@code clone}. The attributes that a text has as a whole
     * are left out, as there; documents inside are new ones with the same guid.
     *
     * @param index from 0 to the length
     * @param source of this document or another one, whose lock is taken; not null
     * @param <T> its class
     * @return the copy
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    public <T extends SharedType> T insertCopy(int index, T source) {
        return addCopy(
                source,
                (transaction, type) -> ListEdit.at(transaction, branch, index).insertType(type));
    }

    private <T extends SharedType> T insert(int index, TypeRef type, Class<T> view) {
        return add(view, transaction -> ListEdit.at(transaction, branch, index).insertType(type));
    }

    private <T extends SharedType> T push(TypeRef type, Class<T> view) {
        return add(view, transaction -> ListEdit.atEnd(transaction, branch).insertType(type));
    }

    /**
     * Deletes one element.
     *
     * @param index from 0 to the length - 1
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void delete(int index) {
        delete(index, 1);
    }

    /**
     * Deletes elements. Where Yjs deletes up to the end and throws then, this throws and changes nothing.
     *
     * @param index from 0
     * @param length from 0
     * @throws IndexOutOfBoundsException if there aren't so many elements
     */
    public void delete(int index, int length) {
        edit(transaction -> ListEdit.delete(transaction, branch, index, length));
    }

    /**
     * Returns one element.
     *
     * @param index from 0 to the length - 1
     * @return a copy, or a shared type; may be null
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public @Nullable Object get(int index) {
        return doc.look(() -> Views.value(doc, ListEdit.get(branch, index)));
    }

    /**
     * Returns all elements.
     *
     * @return a new list of copies and shared types
     */
    public List<@Nullable Object> toList() {
        return doc.look(() -> Views.values(doc, Elements.of(branch)));
    }

    /**
     * Returns the elements that there were at a snapshot. Types among them are shown as they are now.
     *
     * @param snapshot of this document, which must not collect: what it has collected is left out; not null
     * @return a new list of copies and shared types
     */
    public List<@Nullable Object> toList(Snapshot snapshot) {
        return elements(snapshot);
    }

    /**
     * Returns some elements, as JavaScript's {@code slice} does: negative positions count from the end, and what is
     * beyond it is left out.
     *
     * @param start the first element
     * @param end the element behind the last one
     * @return a new list of copies and shared types
     */
    public List<@Nullable Object> slice(int start, int end) {
        return doc.look(() -> {
            int from = fromEnd(start);
            int to = Math.max(from, fromEnd(end));
            return Views.values(doc, Elements.of(branch).subList(from, to));
        });
    }

    private int fromEnd(int index) {
        return index < 0 ? Math.max(0, branch.length + index) : Math.min(index, branch.length);
    }

    /**
     * Returns the number of elements.
     *
     * @return at least 0
     */
    public int length() {
        return doc.look(() -> branch.length);
    }

    /**
     * Returns the elements as they are now.
     *
     * @return an iterator over a copy
     */
    @Override
    public Iterator<@Nullable Object> iterator() {
        return toList().iterator();
    }

    /**
     * Returns the elements as they are now.
     *
     * @return a stream over a copy
     */
    public Stream<@Nullable Object> stream() {
        return toList().stream();
    }

    /**
     * Registers an observer of this array; changes inside of its elements are for {@link #observeDeep}.
     *
     * @param listener called under the lock; not null
     * @return closing it takes the listener off
     */
    public Subscription observe(ArrayListener listener) {
        Objects.requireNonNull(listener, "listener");
        return observeOwn(event -> listener.onEvent((YArrayEvent) event));
    }
}
