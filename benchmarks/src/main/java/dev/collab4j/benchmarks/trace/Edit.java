package dev.collab4j.benchmarks.trace;

import dev.collab4j.core.YText;
import java.util.List;

/** One edit of a text: deletes, then inserts at the same place. */
public record Edit(int position, int deleted, String inserted) {
    /** Edits {@code text}. */
    public void applyTo(YText text) {
        applyTo(text, 0);
    }

    /** Edits {@code text} so far behind its start. */
    public void applyTo(YText text, int offset) {
        if (deleted > 0) {
            text.delete(offset + position, deleted);
        }
        if (!inserted.isEmpty()) {
            text.insert(offset + position, inserted);
        }
    }

    /** What a text becomes by {@code edits}. */
    public static String play(String text, List<Edit> edits) {
        StringBuilder played = new StringBuilder(text);
        for (Edit edit : edits) {
            played.replace(edit.position, edit.position + edit.deleted, edit.inserted);
        }
        return played.toString();
    }
}
