package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.UpdateId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a document that nobody uses: its bytes, and what of it no snapshot covers. It comes back from here as it
 * was, without the store. Immutable.
 */
final class EncodedDocument {

    /** A room without a document, and what the registry has of it: as measured with names of 40 characters. */
    private static final int OVERHEAD_BYTES = 700;

    /** Its subscription to the bus: as measured. */
    private static final int BUS_BYTES = 800;

    /** An id in a list. */
    private static final int ID_BYTES = 40;

    private final Head head;
    private final byte[] state;
    private final List<UpdateId> uncovered;
    private final long uncoveredBytes;
    private final byte @Nullable [] digest;

    private EncodedDocument(
            Head head, byte[] state, List<UpdateId> uncovered, long uncoveredBytes, byte @Nullable [] digest) {
        this.head = head;
        this.state = state;
        this.uncovered = uncovered;
        this.uncoveredBytes = uncoveredBytes;
        this.digest = digest;
    }

    /** Encodes a document; only of one that is {@code shared} with other hubs there is a {@link #digest}. */
    static EncodedDocument of(Doc doc, Head head, Collection<UpdateId> uncovered, long uncoveredBytes, boolean shared) {
        return new EncodedDocument(
                head,
                doc.encodeStateAsUpdate().toV1(),
                List.copyOf(uncovered),
                uncoveredBytes,
                shared ? RoomDigest.of(doc).encode() : null);
    }

    LoadedDocument decode() {
        return LoadedDocument.of(head, Update.fromV1(state), uncovered, uncoveredBytes, state.length);
    }

    long generation() {
        return head.generation();
    }

    /** Whether the snapshot in the store has all of it. */
    boolean isCovered() {
        return uncovered.isEmpty();
    }

    /** What other hubs are told of it; null if there are none. */
    @Nullable
    RoomDigest digest() {
        return digest == null ? null : RoomDigest.decode(digest);
    }

    /** The memory that it takes, with what its room does. */
    long bytes() {
        long ofBus = digest == null ? 0 : BUS_BYTES + digest.length;
        return OVERHEAD_BYTES + state.length + ofBus + (long) ID_BYTES * uncovered.size();
    }
}
