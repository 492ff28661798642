package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Formats;
import dev.collab4j.core.internal.edit.TextEdit;
import dev.collab4j.core.internal.edit.TextView;
import dev.collab4j.core.internal.edit.Values;
import dev.collab4j.core.internal.history.TextHistory;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Embed;
import dev.collab4j.core.internal.store.TransactionState;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text with attributes, such as bold, and with embedded objects, such as images. Positions and lengths are UTF-16 units,
 * as in String; an embedded object counts as one.
 *
 * <p>A position beyond the end means the end. Attributes are values that JSON has, so no BigInteger; the order of their
 * keys is part of what is written, so a map of several keys should have one (LinkedHashMap).
 */
public sealed class YText extends SharedType permits YXmlText {
    YText(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Inserts text with the attributes that are in force there.
     *
     * @param index from 0
     * @param text nothing happens if it is empty; not null
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public void insert(int index, String text) {
        requirePosition(index);
        if (!text.isEmpty() && !doc.shortcut().insert(branch, index, text)) {
            edit(transaction -> insert(transaction, index, text));
        }
    }

    /** Within a transaction the short way may be open, though somebody observes this. */
    private void insert(TransactionState transaction, int index, String text) {
        if (!doc.shortcut().insert(branch, index, text)) {
            TextEdit place = TextEdit.at(transaction, branch, index);
            place.insert(Content.STRING, text, place.attributes());
        }
    }

    /**
     * Inserts text with these attributes and no others.
     *
     * @param index from 0
     * @param text nothing happens if it is empty; not null
     * @param attributes in order; not null
     * @throws IndexOutOfBoundsException if the position is negative
     * @throws IllegalArgumentException if an attribute can't be stored
     */
    public void insert(int index, String text, Map<String, ?> attributes) {
        requirePosition(index);
        Map<String, @Nullable Object> stored = Values.attributes(attributes);
        if (!text.isEmpty()) {
            edit(transaction -> TextEdit.at(transaction, branch, index).insert(Content.STRING, text, stored));
        }
    }

    /**
     * Inserts one object without attributes.
     *
     * @param index from 0
     * @param embed a value that JSON has, but not null; a String is inserted as text, as in Yjs
     * @throws IndexOutOfBoundsException if the position is negative
     * @throws IllegalArgumentException if the object can't be stored
     */
    public void insertEmbed(int index, Object embed) {
        insertEmbed(index, embed, Map.of());
    }

    /**
     * Inserts one object with these attributes and no others.
     *
     * @param index from 0
     * @param embed a value that JSON has, but not null; a String is inserted as text, as in Yjs
     * @param attributes in order; not null
     * @throws IndexOutOfBoundsException if the position is negative
     * @throws IllegalArgumentException if the object or an attribute can't be stored
     */
    public void insertEmbed(int index, Object embed, Map<String, ?> attributes) {
        if (embed instanceof String text) {
            insert(index, text, attributes);
            return;
        }
        requirePosition(index);
        Embed content = new Embed(Values.embed(embed));
        Map<String, @Nullable Object> stored = Values.attributes(attributes);
        edit(transaction -> TextEdit.at(transaction, branch, index).insert(Content.EMBED, content, stored));
    }

    /**
     * Embeds a new text, without attributes.
     *
     * @param index from 0
     * @return the text
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YText insertText(int index) {
        return insert(index, TypeRef.of(TypeRef.TEXT), YText.class);
    }

    /**
     * Embeds a new array, without attributes.
     *
     * @param index from 0
     * @return the array
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YArray insertArray(int index) {
        return insert(index, TypeRef.of(TypeRef.ARRAY), YArray.class);
    }

    /**
     * Embeds a new map, without attributes.
     *
     * @param index from 0
     * @return the map
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YMap insertMap(int index) {
        return insert(index, TypeRef.of(TypeRef.MAP), YMap.class);
    }

    /**
     * Embeds a new XML fragment, without attributes.
     *
     * @param index from 0
     * @return the XML fragment
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YXmlFragment insertXmlFragment(int index) {
        return insert(index, TypeRef.of(TypeRef.XML_FRAGMENT), YXmlFragment.class);
    }

    /**
     * Embeds a new XML element, without attributes.
     *
     * @param index from 0
     * @param nodeName not null
     * @return the XML element
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YXmlElement insertXmlElement(int index, String nodeName) {
        return insert(index, named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Embeds a new XML text, without attributes.
     *
     * @param index from 0
     * @return the XML text
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YXmlText insertXmlText(int index) {
        return insert(index, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Embeds a new XML hook, without attributes.
     *
     * @param index from 0
     * @param hookName not null
     * @return the XML hook
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public YXmlHook insertXmlHook(int index, String hookName) {
        return insert(index, named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Embeds a copy of a type and of all that is in it, without attributes: Yjs's {@code clone}. The attributes that a
     * text has as a whole are left out, as there; documents inside are new ones with the same guid.
     *
     * @param index from 0
     * @param source of this document or another one, whose lock is taken; not null
     * @param <T> its class
     * @return the copy
     * @throws IndexOutOfBoundsException if the position is negative
     */
    public <T extends SharedType> T insertCopy(int index, T source) {
        return insertCopy(index, source, Map.of());
    }

    /**
     * Embeds a copy of a type and of all that is in it, with these attributes and no others.
     *
     * @param index from 0
     * @param source of this document or another one, whose lock is taken; not null
     * @param attributes in order; not null
     * @param <T> its class
     * @return the copy
     * @throws IndexOutOfBoundsException if the position is negative
     * @throws IllegalArgumentException if an attribute can't be stored
     * @see #insertCopy(int, SharedType)
     */
    public <T extends SharedType> T insertCopy(int index, T source, Map<String, ?> attributes) {
        requirePosition(index);
        Map<String, @Nullable Object> stored = Values.attributes(attributes);
        return addCopy(source, (transaction, type) -> embed(transaction, index, type, stored));
    }

    private <T extends SharedType> T insert(int index, TypeRef type, Class<T> view) {
        requirePosition(index);
        return add(view, transaction -> embed(transaction, index, type, Map.of()));
    }

    private Branch embed(
            TransactionState transaction, int index, TypeRef type, Map<String, @Nullable Object> attributes) {
        return TextEdit.at(transaction, branch, index)
                .insert(Content.TYPE, type, attributes)
                .branch();
    }

    /**
     * Deletes text and embedded objects, up to the end if there is less.
     *
     * @param index from 0
     * @param length from 0
     * @throws IndexOutOfBoundsException if one of them is negative
     */
    public void delete(int index, int length) {
        requirePosition(index);
        requirePosition(length);
        if (length > 0 && !doc.shortcut().delete(branch, index, length)) {
            edit(transaction -> delete(transaction, index, length));
        }
    }

    private void delete(TransactionState transaction, int index, int length) {
        if (!doc.shortcut().delete(branch, index, length)) {
            TextEdit.at(transaction, branch, index).delete(length);
        }
    }

    /**
     * Changes attributes. If the text is too short, newlines are appended; nothing happens if it ends before
     * {@code index}.
     *
     * @param index from 0
     * @param length from 0
     * @param attributes what changes, in order; a null value ends an attribute; not null
     * @throws IndexOutOfBoundsException if index or length is negative
     * @throws IllegalArgumentException if an attribute can't be stored
     */
    public void format(int index, int length, Map<String, ?> attributes) {
        requirePosition(index);
        requirePosition(length);
        Map<String, @Nullable Object> stored = Values.attributes(attributes);
        if (length > 0) {
            edit(transaction -> format(TextEdit.at(transaction, branch, index), length, stored));
        }
    }

    private static void format(TextEdit place, int length, Map<String, @Nullable Object> attributes) {
        if (!place.isAtEnd()) {
            place.format(length, attributes);
        }
    }

    /**
     * Deletes formats before the first character that say nothing: Yjs's {@code cleanupYTextFormatting}, which looks no
     * further. Happens by itself after changes from outside that make it necessary.
     *
     * @return how many formats it deleted
     */
    public int cleanUpFormats() {
        return doc.change(transaction -> Formats.cleanUp(transaction, branch));
    }

    private static void requirePosition(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("Negative position or length: " + index);
        }
    }

    /**
     * Goes through the text step by step. What is retained beyond the end is appended as newlines, what is deleted
     * beyond it is ignored.
     *
     * @param delta a shared type is inserted as a copy, as by {@link #insertCopy}; not null
     * @throws IllegalArgumentException if a value or attribute can't be stored; nothing is changed
     */
    public void applyDelta(Delta delta) {
        DeltaSteps steps = DeltaSteps.of(delta);
        edit(transaction -> steps.apply(TextEdit.atStart(transaction, branch)));
    }

    /**
     * Returns the text with its attributes and embedded objects.
     *
     * @return inserts only
     */
    public Delta toDelta() {
        return doc.look(() -> {
            Views.DeltaReader reader = new Views.DeltaReader(doc);
            TextView.delta(branch, reader);
            return reader.delta();
        });
    }

    /**
     * Returns the text at a snapshot, and what changed since another one.
     *
     * @param snapshot the text as it was then; null for now, and what was removed isn't marked then, as in Yjs
     * @param previous what was removed since then is shown too, and has the attribute {@code ychange}
     *     {@code {type: "removed"}}; what was added has {@code {type: "added"}}; null to mark nothing
     * @return inserts only
     * @see #toDelta(Snapshot, Snapshot, ChangeMarker)
     */
    public Delta toDelta(@Nullable Snapshot snapshot, @Nullable Snapshot previous) {
        return toDelta(snapshot, previous, (kind, id) -> Map.of("type", kind.type()));
    }

    /**
     * Returns the text at a snapshot, and what changed since another one, marked by the caller. Embedded objects and
     * formats are shown as they were at {@code snapshot}, and not marked, as in Yjs.
     *
     * <p>The document must not collect: what it has collected is left out. Runs of text are cut for the time of the
     * call in a transaction of the origin {@code "cleanup"}, which changes nothing and is joined to one that is open. A
     * snapshot between the halves of a surrogate pair makes them two U+FFFD for good, as in Yjs.
     *
     * @param snapshot the text as it was then; null for now, and what was removed isn't marked then, as in Yjs
     * @param previous what was removed or added since then has the attribute {@code ychange}; null to mark nothing
     * @param marker makes the values of {@code ychange}; not null
     * @return inserts only
     */
    public Delta toDelta(@Nullable Snapshot snapshot, @Nullable Snapshot previous, ChangeMarker marker) {
        Objects.requireNonNull(marker, "marker");
        if (snapshot == null && previous == null) {
            return toDelta();
        }
        return doc.transact("cleanup", true, transaction -> {
            Views.DeltaReader reader = new Views.DeltaReader(doc);
            TextHistory.delta(
                    transaction,
                    branch,
                    snapshot == null ? null : snapshot.ids(),
                    previous == null ? null : previous.ids(),
                    (added, client, clock) -> mark(marker, added, client, clock),
                    reader);
            return reader.delta();
        });
    }

    private static Object mark(ChangeMarker marker, boolean added, long client, int clock) {
        ChangeMarker.Kind kind = added ? ChangeMarker.Kind.ADDED : ChangeMarker.Kind.REMOVED;
        return Objects.requireNonNull(marker.mark(kind, new Id(client, clock)), "ychange");
    }

    /**
     * Returns the length of the text, embedded objects included.
     *
     * @return at least 0
     */
    public int length() {
        return doc.lookAtContent(() -> branch.length);
    }

    /**
     * Returns the text without attributes and embedded objects.
     *
     * @return a copy
     */
    @Override
    public String toString() {
        doc.lock().lock();
        try {
            return TextView.plain(branch);
        } finally {
            doc.lock().unlock();
        }
    }

    /**
     * Sets an attribute of the text as a whole.
     *
     * @param name not null
     * @param value may be null
     * @throws IllegalArgumentException if the value can't be stored
     */
    public void setAttribute(String name, @Nullable Object value) {
        setEntry(name, value);
    }

    /**
     * Removes an attribute of the text as a whole. Nothing happens if there is none.
     *
     * @param name not null
     */
    public void removeAttribute(String name) {
        removeEntry(name);
    }

    /**
     * Returns an attribute of the text as a whole.
     *
     * @param name not null
     * @return a copy, or a shared type; null if it isn't set or if it is null
     */
    public @Nullable Object getAttribute(String name) {
        return entry(name);
    }

    /**
     * Returns all attributes of the text as a whole, in JavaScript's order of keys.
     *
     * @return a new map of copies and shared types
     */
    public Map<String, @Nullable Object> getAttributes() {
        return attributes();
    }

    /**
     * Returns all attributes that the text as a whole had at a snapshot, in JavaScript's order of keys.
     *
     * @param snapshot of this document, which must not collect: a value that it has collected is
     *     {@link Undefined#INSTANCE}; not null
     * @return a new map of copies and shared types
     */
    public Map<String, @Nullable Object> getAttributes(Snapshot snapshot) {
        return attributes(snapshot);
    }

    /**
     * Registers an observer of this text; changes inside of embedded types are for {@link #observeDeep}.
     *
     * @param listener called under the lock; not null
     * @return closing it takes the listener off
     */
    public Subscription observe(TextListener listener) {
        Objects.requireNonNull(listener, "listener");
        return observeOwn(event -> listener.onEvent((YTextEvent) event));
    }
}
