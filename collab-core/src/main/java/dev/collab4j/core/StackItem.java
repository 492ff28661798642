package dev.collab4j.core;

import dev.collab4j.core.internal.history.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that can be undone or redone. It grows while edits follow one another within the capture timeout; undoing it
 * makes another one for the redo stack.
 */
public final class StackItem {
    private final Map<Object, @Nullable Object> meta = new LinkedHashMap<>();
    private volatile Step step;

    StackItem(Step step) {
        this.step = step;
    }

    Step step() {
        return step;
    }

    void append(Step next) {
        step = step.and(next);
    }

    /**
     * Returns what the application keeps with the step: a selection to be restored, for instance. Set it when the step
     * is added or updated, read it when it is popped. A plain map: use it in listeners, or under the lock of the
     * document.
     *
     * @return the same modifiable map each time
     */
    public Map<Object, @Nullable Object> meta() {
        return meta;
    }

    /**
     * Returns the ids that were inserted.
     *
     * @return the ranges as they are now
     */
    public DeleteSet insertions() {
        return DeleteSet.of(step.insertions());
    }

    /**
     * Returns the ids that were deleted.
     *
     * @return the ranges as they are now
     */
    public DeleteSet deletions() {
        return DeleteSet.of(step.deletions());
    }
}
