package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;
import java.util.Set;

/** What one transaction changed in a map. */
public final class YMapEvent extends YEvent {
    YMapEvent(Doc doc, ChangeEvent change) {
        super(doc, change);
    }

    @Override
    public YMap target() {
        return (YMap) super.target();
    }

    /**
     * Returns the keys that were touched, also those that have their old value after all.
     *
     * @return unmodifiable, in the order in which they were changed first
     */
    public Set<String> keysChanged() {
        return changedKeys();
    }
}
