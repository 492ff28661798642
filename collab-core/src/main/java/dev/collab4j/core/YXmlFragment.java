package dev.collab4j.core;

import dev.collab4j.core.internal.edit.Elements;
import dev.collab4j.core.internal.edit.ListEdit;
import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of XML elements, texts and hooks. Positions count children. */
public sealed class YXmlFragment extends SharedType permits YXmlElement {
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
