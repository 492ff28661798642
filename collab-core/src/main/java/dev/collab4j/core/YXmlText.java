package dev.collab4j.core;

import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.store.Branch;

/** Text among XML elements. */
public final class YXmlText extends YText {
    YXmlText(Doc doc, Branch branch) {
        super(doc, branch);
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
