package dev.collab4j.core;

import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.edit.XmlTree;
import dev.collab4j.core.internal.store.Branch;
import org.jspecify.annotations.Nullable;

/** Text among XML elements. */
public final class YXmlText extends YText {
    YXmlText(Doc doc, Branch branch) {
        super(doc, branch);
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
     * Prints the text as XML, each of its attributes as a tag around it. Nothing is escaped, as in Yjs.
     *
     * @return for example {@code <b>bold</b>}
     */
    @Override
    public String toString() {
        return doc.look(() -> XmlPrinter.print(branch));
    }
}
