package dev.collab4j.core.yjs;

import dev.collab4j.core.Delta;
import dev.collab4j.core.SharedType;
import java.util.List;

/** Deltas in a form that can be compared across documents. */
final class Deltas {
    private Deltas() {}

    /** The steps, with a shared type given as its content. */
    static List<Delta.Op> plain(Delta delta) {
        return delta.ops().stream().map(Deltas::plain).toList();
    }

    private static Delta.Op plain(Delta.Op op) {
        return op instanceof Delta.Insert insert && insert.value() instanceof SharedType type
                ? new Delta.Insert(type.toJson(), insert.attributes())
                : op;
    }
}
