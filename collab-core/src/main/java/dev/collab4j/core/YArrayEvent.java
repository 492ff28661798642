package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;

/** What one transaction changed in an array. */
public final class YArrayEvent extends YEvent {
    YArrayEvent(Doc doc, ChangeEvent change) {
        super(doc, change);
    }

    @Override
    public YArray target() {
        return (YArray) super.target();
    }
}
