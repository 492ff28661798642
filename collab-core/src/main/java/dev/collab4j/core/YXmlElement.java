package dev.collab4j.core;

import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.edit.XmlTree;
import dev.collab4j.core.internal.store.Branch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An XML element: a name, attributes, and children. Attributes may be any values, though most editors use strings. */
public final class YXmlElement extends YXmlFragment {
    YXmlElement(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Returns the name of the element.
     *
     * @return as it was given, in upper and lower case
     */
    public String nodeName() {
        return XmlPrinter.nameOf(branch);
    }

    /**
     * Returns what stands behind this among the children of an element or fragment.
     *
     * @return a {@link YXmlElement}, {@link YXmlText} or {@link YXmlHook}; null if this is the last one or no child
     */
    public @Nullable SharedType nextSibling() {
        return sibling(XmlTree::next);
    }

    /**
     * Returns what stands before this among the children of an element or fragment.
     *
     * @return as {@link #nextSibling}; null if this is the first one or no child
     */
    public @Nullable SharedType prevSibling() {
        return sibling(XmlTree::previous);
    }

    /**
     * Sets an attribute of the element.
     *
     * @param name not null
     * @param value may be null
     * @throws IllegalArgumentException if the value can't be stored
     */
    public void setAttribute(String name, @Nullable Object value) {
        setEntry(name, value);
    }

    /**
     * Removes an attribute of the element. Nothing happens if there is none.
     *
     * @param name not null
     */
    public void removeAttribute(String name) {
        removeEntry(name);
    }

    /**
     * Returns an attribute of the element.
     *
     * @param name not null
     * @return a copy, or a shared type; null if it isn't set or if it is null
     */
    public @Nullable Object getAttribute(String name) {
        return entry(name);
    }

    /**
     * Returns all attributes of the element, in JavaScript's order of keys.
     *
     * @return a new map of copies and shared types
     */
    public Map<String, @Nullable Object> getAttributes() {
        return attributes();
    }

    /**
     * Returns all attributes that the element had at a snapshot, in JavaScript's order of keys.
     *
     * @param snapshot of this document, which must not collect: a value that it has collected is
     *     {@link Undefined#INSTANCE}; not null
     * @return a new map of copies and shared types
     */
    public Map<String, @Nullable Object> getAttributes(Snapshot snapshot) {
        return attributes(snapshot);
    }

    /**
     * Whether an attribute is set.
     *
     * @param name not null
     * @return true also if its value is null
     */
    public boolean hasAttribute(String name) {
        return hasEntry(name);
    }
}
