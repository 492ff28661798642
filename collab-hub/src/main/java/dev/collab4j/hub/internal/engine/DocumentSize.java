package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;

/** Roughly how many bytes a document has, and whether it may have more. Lives on the room's turns. */
final class DocumentSize {

    /** What a document takes besides its content, roughly. */
    private static final int OVERHEAD_BYTES = 1 << 10;

    private final Doc doc;
    private final long max;
    private long bytes;

    DocumentSize(Doc doc, long bytes, long max) {
        this.doc = doc;
        this.bytes = bytes + OVERHEAD_BYTES;
        this.max = max;
    }

    long bytes() {
        return bytes;
    }

    /** Something was added. */
    void add(Update update) {
        bytes += update.toV1().length;
    }

    /** This is all of it. */
    void measure(Update whole) {
        bytes = (long) whole.toV1().length + OVERHEAD_BYTES;
    }

    /** Whether an update is too much; what only deletes never is. */
    boolean isTooMuch(Update update) {
        return !fits(update) && !update.structs().isEmpty() && !fitsExactly(update);
    }

    private boolean fits(Update update) {
        return bytes + update.toV1().length <= max;
    }

    /** What was deleted since the document was last measured doesn't count. */
    private boolean fitsExactly(Update update) {
        measure(doc.encodeStateAsUpdate());
        return fits(update);
    }
}
