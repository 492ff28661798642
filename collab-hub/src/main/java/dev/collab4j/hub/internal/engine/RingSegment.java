package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some turns of a room in its {@link Ring}, and a state that all had who fell behind in them. Once it is cut, of its
 * changes only the deletes are left.
 */
final class RingSegment {

    private static final int MAX_STATE_BYTES = 8 << 10;

    /** Who fell behind in a turn belongs to the last segment that has no later one here. */
    private final long from;

    private List<Change> changes = new ArrayList<>();
    private int bytes;
    private boolean isCut;
    /** Of what was cut; null if that was too much. */
    private @Nullable Update deletes;

    private boolean hasFirst;
    /** Encoded, which is a tenth of what it takes as an object. */
    private byte @Nullable [] state;

    private int holders;

    RingSegment(long from) {
        this.from = from;
    }

    long from() {
        return from;
    }

    boolean isCut() {
        return isCut;
    }

    boolean isHeld() {
        return holders > 0;
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
    }

    /** Whether nobody has fallen behind in it yet. */
    boolean needsState() {
        return !hasFirst;
    }

    /** What the first one who falls behind in it has; null if nobody knows. */
    void state(@Nullable StateVector now) {
        hasFirst = true;
        byte[] encoded = now == null ? null : now.encode();
        state = encoded == null || encoded.length > MAX_STATE_BYTES ? null : encoded;
    }

    @Nullable
    StateVector state() {
        return state == null ? null : StateVector.decode(state);
    }

    void add(long turn, Update update) {
        changes.add(new Change(turn, update));
        bytes += update.toV1().length;
    }

    /** The size of its changes, or of the deletes that are left of them. */
    int bytes() {
        return bytes;
    }

    int stateBytes() {
        return state == null ? 0 : state.length;
    }

    /** The changes of the turns after {@code turn}. */
    List<Update> after(long turn) {
        return changes.stream()
                .filter(change -> change.turn > turn)
                .map(Change::update)
                .toList();
    }

    void cut() {
        isCut = true;
        keep(deletesOfChanges());
        changes = List.of();
    }

    private Update deletesOfChanges() {
        return Update.merge(
                changes.stream().map(change -> change.update.withoutStructs()).toList());
    }

    private void keep(Update cut) {
        deletes = cut;
        bytes = cut.toV1().length;
    }

    void forgetDeletes() {
        deletes = null;
        bytes = 0;
    }

    /** What its changes have deleted; null if that isn't known any more. */
    @Nullable
    Update deletes() {
        if (isCut) {
            return deletes;
        }
        return deletesOfChanges();
    }

    /** Takes in the segment after it; both are cut. Who fell behind there has more than this one's state. */
    void takeIn(RingSegment next) {
        holders += next.holders;
        if (deletes == null || next.deletes == null) {
            forgetDeletes();
        } else {
            keep(Update.merge(List.of(deletes, next.deletes)));
        }
        if (needsState()) {
            state(null);
        }
    }

    private record Change(long turn, Update update) {}
}
