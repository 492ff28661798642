package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Elements;
import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.edit.XmlTree;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list of XML elements, texts and hooks. Positions count children. */
public sealed class YXmlFragment extends SharedType implements Iterable<@Nullable Object> permits YXmlElement {
    YXmlFragment(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Inserts a new element.
     *
     * @param index from 0 to the length
     * @param nodeName not null
     * @return the element
     * @throws IndexOutOfBoundsException if there are fewer children
     */
    public YXmlElement insertElement(int index, String nodeName) {
        return insert(index, named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Inserts a new text.
     *
     * @param index from 0 to the length
     * @return the text
     * @throws IndexOutOfBoundsException if there are fewer children
     */
    public YXmlText insertText(int index) {
        return insert(index, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Inserts a new hook.
     *
     * @param index from 0 to the length
     * @param hookName not null
     * @return the hook
     * @throws IndexOutOfBoundsException if there are fewer children
     */
    public YXmlHook insertHook(int index, String hookName) {
        return insert(index, named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Appends a new element.
     *
     * @param nodeName not null
     * @return the element
     */
    public YXmlElement pushElement(String nodeName) {
        return push(named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Appends a new text.
     *
     * @return the text
     */
    public YXmlText pushText() {
        return push(TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Appends a new hook.
     *
     * @param hookName not null
     * @return the hook
     */
    public YXmlHook pushHook(String hookName) {
        return push(named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Inserts a new element directly behind a child.
     *
     * @param left the child, which may have been deleted meanwhile; null for the start
     * @param nodeName not null
     * @return the element
     * @throws IllegalArgumentException if {@code left} is no child of this
     */
    public YXmlElement insertElementAfter(@Nullable SharedType left, String nodeName) {
        return insertAfter(left, named(TypeRef.XML_ELEMENT, nodeName), YXmlElement.class);
    }

    /**
     * Inserts a new text directly behind a child.
     *
     * @param left the child, which may have been deleted meanwhile; null for the start
     * @return the text
     * @throws IllegalArgumentException if {@code left} is no child of this
     */
    public YXmlText insertTextAfter(@Nullable SharedType left) {
        return insertAfter(left, TypeRef.of(TypeRef.XML_TEXT), YXmlText.class);
    }

    /**
     * Inserts a new hook directly behind a child.
     *
     * @param left the child, which may have been deleted meanwhile; null for the start
     * @param hookName not null
     * @return the hook
     * @throws IllegalArgumentException if {@code left} is no child of this
     */
    public YXmlHook insertHookAfter(@Nullable SharedType left, String hookName) {
        return insertAfter(left, named(TypeRef.XML_HOOK, hookName), YXmlHook.class);
    }

    /**
     * Inserts a copy of an element, text or hook and of all that is in it: Yjs's {@code clone}. The attributes that a
     * text has as a whole are left out, as there.
     *
     * @param index from 0 to the length
     * @param source of this document or another one, whose lock is taken; not null
     * @param <T> a {@link YXmlElement}, {@link YXmlText} or {@link YXmlHook}
     * @return the copy
     * @throws IndexOutOfBoundsException if there are fewer children
     * @throws IllegalArgumentException if {@code source} is something else
     */
    public <T extends SharedType> T insertCopy(int index, T source) {
        if (!(source instanceof YXmlElement || source instanceof YXmlText || source instanceof YXmlHook)) {
            throw new IllegalArgumentException(
                    "No child of XML: " + source.getClass().getSimpleName());
        }
        return addCopy(
                source,
                (transaction, type) -> ListEdit.at(transaction, branch, index).insertType(type));
    }

    private <T extends SharedType> T insertAfter(@Nullable SharedType left, TypeRef type, Class<T> view) {
        return add(
                view,
                transaction -> ListEdit.after(transaction, branch, itemOf(left)).insertType(type));
    }

    private static @Nullable Item itemOf(@Nullable SharedType child) {
        if (child != null && child.branch.item == null) {
            throw new IllegalArgumentException("A root is no child");
        }
        return child == null ? null : child.branch.item;
    }

    private <T extends SharedType> T insert(int index, TypeRef type, Class<T> view) {
        return add(view, transaction -> ListEdit.at(transaction, branch, index).insertType(type));
    }

    private <T extends SharedType> T push(TypeRef type, Class<T> view) {
        return add(
                view,
                transaction -> ListEdit.at(transaction, branch, branch.length).insertType(type));
    }

    /**
     * Deletes one child.
     *
     * @param index from 0 to the length - 1
     * @throws IndexOutOfBoundsException if there is no such child
     */
    public void delete(int index) {
        delete(index, 1);
    }

    /**
     * Deletes children. Where Yjs deletes up to the end and throws then, this throws and changes nothing.
     *
     * @param index from 0
     * @param length from 0
     * @throws IndexOutOfBoundsException if there aren't so many children
     */
    public void delete(int index, int length) {
        edit(transaction -> ListEdit.delete(transaction, branch, index, length));
    }

    /**
     * Returns one child.
     *
     * @param index from 0 to the length - 1
     * @return a {@link YXmlElement}, {@link YXmlText} or {@link YXmlHook}; a peer that doesn't keep to XML can put any
     *     value of an array here
     * @throws IndexOutOfBoundsException if there is no such child
     */
    public @Nullable Object get(int index) {
        return doc.look(() -> Views.value(doc, ListEdit.get(branch, index)));
    }

    /**
     * Returns the first child.
     *
     * @return as {@link #get}; null if there is none
     */
    public @Nullable Object firstChild() {
        return doc.look(() -> branch.length == 0 ? null : get(0));
    }

    /**
     * Returns all that is in this at any depth, each element before its children: Yjs's {@code createTreeWalker}. What is
     * embedded in texts, and the values of hooks, are no part of the tree.
     *
     * @return a stream of what is there now: of {@link YXmlElement}, {@link YXmlText} and {@link YXmlHook}
     */
    public Stream<SharedType> descendants() {
        return doc
                .look(() -> XmlTree.descendants(branch).stream().map(doc::view).toList())
                .stream();
    }

    /**
     * Returns the first element in this, at any depth, that has a name.
     *
     * @param nodeName upper and lower case are the same; other selectors aren't known, as in Yjs; not null
     * @return null if there is none
     */
    public @Nullable YXmlElement querySelector(String nodeName) {
        List<YXmlElement> found = querySelectorAll(nodeName);
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Returns all elements in this, at any depth, that have a name.
     *
     * @param nodeName upper and lower case are the same; other selectors aren't known, as in Yjs; not null
     * @return a new list, each element before those in it
     */
    public List<YXmlElement> querySelectorAll(String nodeName) {
        String wanted = nodeName.toUpperCase(Locale.ROOT);
        return descendants()
                .filter(YXmlElement.class::isInstance)
                .map(YXmlElement.class::cast)
                .filter(element -> element.nodeName().toUpperCase(Locale.ROOT).equals(wanted))
                .toList();
    }

    /**
     * Returns all children.
     *
     * @return a new list of what {@link #get} returns
     */
    public List<@Nullable Object> toList() {
        return doc.look(() -> Views.values(doc, Elements.of(branch)));
    }

    /**
     * Returns the children that there were at a snapshot. They are shown as they are now.
     *
     * @param snapshot of this document, which must not collect: what it has collected is left out; not null
     * @return a new list of what {@link #get} returns
     */
    public List<@Nullable Object> toList(Snapshot snapshot) {
        return elements(snapshot);
    }

    /**
     * Returns the number of children.
     *
     * @return at least 0
     */
    public int length() {
        return doc.look(() -> branch.length);
    }

    /**
     * Returns the children as they are now.
     *
     * @return an iterator over a copy
     */
    @Override
    public Iterator<@Nullable Object> iterator() {
        return toList().iterator();
    }

    /**
     * Returns the children as they are now.
     *
     * @return a stream over a copy
     * @see #descendants
     */
    public Stream<@Nullable Object> stream() {
        return toList().stream();
    }

    /**
     * Prints the XML: names in lower case, attributes sorted. Nothing is escaped, as in Yjs.
     *
     * @return for example {@code <p align="left">text</p>}
     */
    @Override
    public String toString() {
        return doc.look(() -> XmlPrinter.print(branch));
    }

    /**
     * Registers an observer of the children of this, and of the attributes of an element; changes inside of the
     * children are for {@link #observeDeep}.
     *
     * @param listener called under the lock; not null
     * @return closing it takes the listener off
     */
    public Subscription observe(XmlListener listener) {
        Objects.requireNonNull(listener, "listener");
        return observeOwn(event -> listener.onEvent((YXmlEvent) event));
    }
}
