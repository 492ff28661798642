package dev.collab4j.core.internal.history;

import dev.collab4j.core.Undefined;
import dev.collab4j.core.internal.edit.DeltaSink;
import dev.collab4j.core.internal.edit.TextRuns;
import dev.collab4j.core.internal.edit.TextView;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.TransactionState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text at one snapshot, and what changed in it since another one. */
public final class TextHistory {
    private static final String ADDED = "added";
    private static final String REMOVED = "removed";

    /** Makes the attribute of text that was added or removed. */
    @FunctionalInterface
    public interface Marker {
        Object mark(boolean added, long client, int clock);
    }

    private final @Nullable SnapshotIds snapshot;
    private final @Nullable SnapshotIds previous;
    private final Marker marker;
    private final TextRuns runs;

    private TextHistory(@Nullable SnapshotIds snapshot, @Nullable SnapshotIds previous, Marker marker, DeltaSink sink) {
        this.snapshot = snapshot;
        this.previous = previous;
        this.marker = marker;
        this.runs = new TextRuns(sink);
    }

    /**
     * Gives out the text as it was at {@code snapshot}, now if that is null, and with it what could be seen at
     * {@code previous}.
     */
    public static void delta(
            TransactionState transaction,
            Branch text,
            @Nullable SnapshotIds snapshot,
            @Nullable SnapshotIds previous,
            Marker marker,
            DeltaSink sink) {
        transaction.openSeams();
        if (snapshot != null) {
            snapshot.cut(transaction);
        }
        if (previous != null) {
            previous.cut(transaction);
        }
        TextHistory history = new TextHistory(snapshot, previous, marker, sink);
        for (Item item = text.start; item != null; item = item.right) {
            history.add(item);
        }
        history.runs.flush();
    }

    private void add(Item item) {
        boolean shown = snapshot == null ? !item.isDeleted() : snapshot.shows(item);
        boolean wasShown = previous != null && previous.shows(item);
        if (!shown && !wasShown) {
            return;
        }
        switch (item.kind) {
            case Content.STRING -> {
                // Without a snapshot Yjs doesn't mark what was removed.
                mark(item, snapshot != null && !shown ? REMOVED : previous != null && !wasShown ? ADDED : null);
                runs.addText(item);
            }
            case Content.TYPE, Content.EMBED -> runs.addEmbedded(item);
            case Content.FORMAT -> {
                if (shown) {
                    runs.addFormat(item);
                }
            }
            default -> {} // Collected, or not of a text.
        }
    }

    private void mark(Item item, @Nullable String type) {
        Object mark = runs.attribute(TextView.CHANGE);
        if (type == null) {
            if (mark != Undefined.INSTANCE) {
                runs.removeAttribute(TextView.CHANGE);
            }
        } else if (!says(mark, type, item.log.client)) {
            runs.setAttribute(TextView.CHANGE, marker.mark(type.equals(ADDED), item.log.client, item.clock));
        }
    }

    /** Whether the mark in force is one of the same client; marks that don't say it are made anew for each item. */
    private static boolean says(@Nullable Object mark, String type, long client) {
        return mark instanceof Map<?, ?> members
                && members.get("user") instanceof Number user
                && user.doubleValue() == client
                && type.equals(members.get("type"));
    }
}
