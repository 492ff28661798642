package dev.collab4j.core;

import dev.collab4j.core.internal.edit.MapEdit;
import dev.collab4j.core.internal.history.TypeHistory;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values and shared types by key. If several people set one key at once, one value wins and the others are lost, a
 * shared type with all that is in it.
 *
 * <p>A value may also be {@link Undefined#INSTANCE} or a BigInteger of 64 bits.
 */
public sealed class YMap extends SharedType implements Iterable<Map.Entry<String, @Nullable Object>> permits YXmlHook {
    YMap(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Sets a value, in place of the old one.
     *
     * @param key any string, not null
     * @param value may be null
     * @throws IllegalArgumentException if the value can't be stored
     */
    public void set(String key, @Nullable Object value) {
        setEntry(key, value);
    }

    /**
     * Sets a new text, in place of the old value.
     *
     * @param key any string, not null
     * @return the text
     */
    public YText setText(String key) {
        return set(key, TypeRef.of(TypeRef.TEXT), YText.class);
    }

    /**
     * Sets a new array, in place of the old value.
     *
     * @param key any string, not null
     * @return the array
     */
    public YArray setArray(String key) {
        return set(key, TypeRef.of(TypeRef.ARRAY), YArray.class);
    }

    /**
     * Sets a new map, in place of the old value.
     *
     * @param key any string, not null
     * @return the map
     */
    public YMap setMap(String key) {
        return set(key, TypeRef.of(TypeRef.MAP), YMap.class);
    }

    /**
     * Sets a new XML fragment, in place of the old value.
     *
     * @param key any string, not null
     * @return the XML fragment
     */
    public YXmlFragment setXmlFragment(String key) {
        return set(key, TypeRef.of(TypeRef.XML_FRAGMENT), YXmlFragment.class);
    }

    /**
     * Sets a new XML element, in place of the old value.
     *
     * @param key any string, not null
     * @param nodeName not null
     * @return the XML element
     */
    public YXmlElement setXmlElement(String key, String nodeName) {
        return set(key, named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Sets a new XML text, in place of the old value.
     *
     * @param key any string, not null
     * @return the XML text
     */
    public YXmlText setXmlText(String key) {
        return set(key, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Sets a new XML hook, in place of the old value.
     *
     * @param key any string, not null
     * @param hookName not null
     * @return the XML hook
     */
    public YXmlHook setXmlHook(String key, String hookName) {
        return set(key, named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Sets a copy of a type and of all that is in it, in place of the old value: Yjs's {@code clone}. The attributes that
     * a text has as a whole are left out, as there; documents inside are new ones with the same guid.
     *
     * @param key any string, not null
     * @param source of this document or another one, whose lock is taken; not null
     * @param <T> its class
     * @return the copy
     */
    public <T extends SharedType> T setCopy(String key, T source) {
        Objects.requireNonNull(key, "key");
        return addCopy(source, (transaction, type) -> MapEdit.setType(transaction, branch, key, type));
    }

    private <T extends SharedType> T set(String key, TypeRef type, Class<T> view) {
        Objects.requireNonNull(key, "key");
        return add(view, transaction -> MapEdit.setType(transaction, branch, key, type));
    }

    /**
     * Returns the value of a key.
     *
     * @param key not null
     * @return a copy, or a shared type; null if there is none or if it is null
     */
    public @Nullable Object get(String key) {
        return entry(key);
    }

    /**
     * Returns the value of a key as an object of one class. A number is converted if it can be without loss: what was
     * set as Integer or as a whole Double is held as Long.
     *
     * @param key not null
     * @param type the class of a value or of a shared type
     * @param <T> the class
     * @return null if there is none or if it is null
     * @throws ClassCastException if it is something else
     */
    public <T> @Nullable T get(String key, Class<T> type) {
        Object value = entry(key);
        return type.cast(value instanceof Number number ? Numbers.to(type, number) : value);
    }

    /**
     * Whether a key has a value.
     *
     * @param key not null
     * @return true also if the value is null
     */
    public boolean has(String key) {
        return hasEntry(key);
    }

    /**
     * Deletes the value of a key. Nothing happens if there is none.
     *
     * @param key not null
     */
    public void delete(String key) {
        removeEntry(key);
    }

    /** Deletes the values of all keys. */
    public void clear() {
        edit(transaction -> MapEdit.clear(transaction, branch));
    }

    /**
     * Returns how many keys have a value.
     *
     * @return at least 0
     */
    public int size() {
        return doc.look(() -> MapEdit.entries(branch).size());
    }

    /**
     * Returns the keys that have a value, in the order in which they were first set.
     *
     * @return a new set
     */
    public Set<String> keys() {
        return doc.look(() -> new LinkedHashSet<>(MapEdit.entries(branch).keySet()));
    }

    /**
     * Returns the values, in the order in which their keys were first set.
     *
     * @return a new list of copies and shared types
     */
    public List<@Nullable Object> values() {
        return new ArrayList<>(entries().values());
    }

    /**
     * Returns all keys with their values, in the order in which the keys were first set.
     *
     * @return a new map of copies and shared types
     */
    public Map<String, @Nullable Object> entries() {
        return doc.look(() -> Views.values(doc, MapEdit.entries(branch)));
    }

    /**
     * Returns all keys with their values as they are now.
     *
     * @return an iterator over a copy
     */
    @Override
    public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return entries().entrySet().iterator();
    }

    /**
     * Returns all keys with their values as they are now.
     *
     * @return a stream over a copy
     */
    public Stream<Map.Entry<String, @Nullable Object>> stream() {
        return entries().entrySet().stream();
    }

    /**
     * Returns the value that a key had at a snapshot. A type is shown as it is now.
     *
     * @param key not null
     * @param snapshot of this document, which must not collect: a value that it has collected is
     *     {@link Undefined#INSTANCE}; not null
     * @return a copy, or a shared type; null if there was none or if it was null
     */
    public @Nullable Object get(String key, Snapshot snapshot) {
        return entry(key, snapshot).get(key);
    }

    /**
     * Whether a key had a value at a snapshot.
     *
     * @param key not null
     * @param snapshot of this document; not null
     * @return true also if the value was null
     */
    public boolean has(String key, Snapshot snapshot) {
        return entry(key, snapshot).containsKey(key);
    }

    private Map<String, @Nullable Object> entry(String key, Snapshot snapshot) {
        Objects.requireNonNull(key, "key");
        return doc.look(() -> Views.values(doc, TypeHistory.entry(branch, key, snapshot.ids())));
    }

    /**
     * Returns all keys that had a value at a snapshot, in the order in which they were first set.
     *
     * @param snapshot of this document, which must not collect: a value that it has collected is
     *     {@link Undefined#INSTANCE}; not null
     * @return a new map of copies and shared types, which are shown as they are now
     */
    public Map<String, @Nullable Object> entries(Snapshot snapshot) {
        return doc.look(() -> Views.values(doc, TypeHistory.entries(branch, snapshot.ids())));
    }

    /**
     * Registers an observer of this map; changes inside of its values are for {@link #observeDeep}.
     *
     * @param listener called under the lock; not null
     * @return closing it takes the listener off
     */
    public Subscription observe(MapListener listener) {
        Objects.requireNonNull(listener, "listener");
        return observeOwn(event -> listener.onEvent((YMapEvent) event));
    }
}
