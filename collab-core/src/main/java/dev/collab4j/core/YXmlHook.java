package dev.collab4j.core;

import dev.collab4j.core.internal.edit.XmlPrinter;
import dev.collab4j.core.internal.store.Branch;

/** A map that stands among XML elements, for something that an application shows in its own way. */
public final class YXmlHook extends YMap {
    YXmlHook(Doc doc, Branch branch) {
        super(doc, branch);
    }

    /**
     * Returns the name that tells what the hook is for.
     *
     * @return the name it was made with
     */
    public String hookName() {
        return XmlPrinter.nameOf(branch);
    }
}
