package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;
import java.util.Set;

/** What one transaction changed in an XML fragment or element. */
public final class YXmlEvent extends YEvent {
    YXmlEvent(Doc doc, ChangeEvent change) {
        super(doc, change);
    }

    @Override
    public YXmlFragment target() {
        return (YXmlFragment) super.target();
    }

    /**
     * Whether children were inserted or deleted.
     *
     * @return false if only attributes were changed
     */
    public boolean childListChanged() {
        return change.isListChanged();
    }

    /**
     * Returns the attributes that were touched.
     *
     * @return unmodifiable, in the order in which they were changed first
     */
    public Set<String> attributesChanged() {
        return changedKeys();
    }
}
