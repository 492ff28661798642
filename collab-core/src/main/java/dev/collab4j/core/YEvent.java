package dev.collab4j.core;

import dev.collab4j.core.internal.event.ChangeEvent;
import dev.collab4j.core.internal.event.ChangeWalker;
import dev.collab4j.core.internal.event.KeySink;
import dev.collab4j.core.internal.store.TypeRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction changed in one shared type. All observers of the transaction share one object for a type.
 *
 * <p>Details are computed when they are first asked for, which is possible only while an observer runs; what was
 * computed then may be kept and read later, from any thread.
 */
public abstract sealed class YEvent permits YTextEvent, YArrayEvent, YMapEvent, YXmlEvent {
    final Doc doc;
    final ChangeEvent change;
    private @Nullable Map<String, KeyChange> keys;
    private @Nullable Delta delta;

    YEvent(Doc doc, ChangeEvent change) {
        this.doc = doc;
        this.change = change;
    }

    /** The public object of an event. The caller holds the lock of the document. */
    static YEvent of(Doc doc, ChangeEvent change) {
        if (change.view == null) {
            change.view = create(doc, change);
        }
        return (YEvent) change.view;
    }

    private static YEvent create(Doc doc, ChangeEvent change) {
        return switch (change.target.typeRef().kind()) {
            case TypeRef.TEXT, TypeRef.XML_TEXT -> new YTextEvent(doc, change);
            case TypeRef.ARRAY -> new YArrayEvent(doc, change);
            case TypeRef.MAP, TypeRef.XML_HOOK -> new YMapEvent(doc, change);
            default -> new YXmlEvent(doc, change);
        };
    }

    /**
     * Returns the type that changed.
     *
     * @return the type
     */
    public SharedType target() {
        return doc.lookAtContent(() -> doc.view(change.target));
    }

    /**
     * Returns the type whose observers are being called: the target, or for deep observers a type around it.
     *
     * @return the type
     */
    public SharedType currentTarget() {
        return doc.lookAtContent(() -> doc.view(change.currentTarget()));
    }

    /**
     * Returns the transaction that made the change.
     *
     * @return the transaction
     */
    public Transaction transaction() {
        return doc.lookAtContent(() -> Transaction.of(doc, change.transaction));
    }

    /**
     * Returns the way from the current target to the target.
     *
     * @return a String for each key, an Integer for each position; unmodifiable, empty if they are the same
     * @throws IllegalStateException if it is first asked for after the observers have run
     */
    public List<Object> path() {
        return doc.look(change::path);
    }

    /**
     * Returns what happened to the keys of a map, or to the attributes of an element or text. Keys that came and went
     * within the transaction are left out.
     *
     * @return by key, in the order in which they were changed first; unmodifiable
     * @throws IllegalStateException if it is first asked for after the observers have run
     */
    public Map<String, KeyChange> keys() {
        return doc.look(() -> {
            if (keys == null) {
                keys = Collections.unmodifiableMap(findKeys());
            }
            return keys;
        });
    }

    private Map<String, KeyChange> findKeys() {
        Map<String, KeyChange> found = new LinkedHashMap<>();
        ChangeWalker.keys(change, new KeySink() {
            @Override
            public void added(String key) {
                found.put(key, new KeyChange(KeyChange.Action.ADD, null));
            }

            @Override
            public void updated(String key, @Nullable Object oldValue) {
                found.put(key, new KeyChange(KeyChange.Action.UPDATE, Views.value(doc, oldValue)));
            }

            @Override
            public void deleted(String key, @Nullable Object oldValue) {
                found.put(key, new KeyChange(KeyChange.Action.DELETE, Views.value(doc, oldValue)));
            }
        });
        return found;
    }

    /**
     * Returns what happened to the list: the characters of a text, the elements of an array, the children of an element.
     *
     * @return the steps from the old list to the new one; no steps if the list is as it was
     * @throws IllegalStateException if it is first asked for after the observers have run
     */
    public Delta delta() {
        return doc.lookAtContent(() -> {
            if (delta == null) {
                change.requireOpen();
                Views.DeltaReader reader = new Views.DeltaReader(doc);
                findDelta(reader);
                delta = reader.delta();
            }
            return delta;
        });
    }

    void findDelta(Views.DeltaReader reader) {
        ChangeWalker.list(change, reader);
    }

    /** A copy of the keys that were touched, in the order in which that happened first. */
    final Set<String> changedKeys() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(change.changedKeys()));
    }
}
