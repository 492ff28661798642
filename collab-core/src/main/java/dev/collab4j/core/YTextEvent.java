package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;
import dev.collab4j.core.internal.event.TextChanges;
import java.util.Set;

/** What one transaction changed in a text. */
public final class YTextEvent extends YEvent {
    YTextEvent(Doc doc, ChangeEvent change) {
        super(doc, change);
    }

    @Override
    public YText target() {
        return (YText) super.target();
    }

    /**
     * Returns the changes of characters, embedded objects and their attributes.
     *
     * <p>As in Yjs, computing them deletes formats that turn out to say nothing, in a transaction of its own: an update
     * that only deletes may follow.
     *
     * @return the steps from the old text to the new one
     * @throws IllegalStateException if it is first asked for after the observers have run
     */
    @Override
    public Delta delta() {
        return super.delta();
    }

    @Override
    void findDelta(Views.DeltaReader reader) {
        TextChanges changes = new TextChanges(change, reader);
        if (!doc.events().hasWatchers() && changes.findPlain()) {
            doc.transactor().transactNothing();
        } else {
            doc.change(transaction -> {
                changes.find(transaction);
                return true;
            });
        }
        reader.dropRetainsAtEnd();
    }

    /**
     * Whether characters, embedded objects or their formats were changed.
     *
     * @return false if only attributes of the text as a whole were
     */
    public boolean childListChanged() {
        return change.isListChanged();
    }

    /**
     * Returns the attributes of the text as a whole that were touched.
     *
     * @return unmodifiable, in the order in which they were changed first
     */
    public Set<String> keysChanged() {
        return changedKeys();
    }
}
