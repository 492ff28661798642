package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a room has changed in its last turns, for all of its sessions that have fallen behind: each notes only the turn
 * up to which it has everything. While nobody has, it is empty. What is older than {@link #MAX_BYTES} is cut: of it the
 * deletes are left, as long as they are few, and the state that who fell behind then had. Lives on the room's turns.
 */
final class Ring {

    static final int MAX_BYTES = 1 << 20;
    private static final int SEGMENT_BYTES = MAX_BYTES / 16;
    private static final int MAX_CUT_SEGMENTS = 8;
    private static final int MAX_DELETE_BYTES = 64 << 10;
    /** Where a catch-up begins that is the whole document. */
    static final long NOTHING = -1;

    private final Doc doc;
    private final Tally tally;
    private final List<RingSegment> segments = new ArrayList<>();
    private long turn;
    private long reported;

    Ring(Doc doc, Tally tally) {
        this.doc = doc;
        this.tally = tally;
    }

    /** The last turn that has changed something. */
    long turn() {
        return turn;
    }

    /**
     * Keeps what is changed from now on, until {@link #release}.
     *
     * @param state what who has all turns so far has; null if the document is ahead of that
     * @return the turn to release
     */
    long hold(@Nullable StateVector state) {
        if (segments.isEmpty() || newest().isCut()) {
            segments.add(new RingSegment(turn));
        }
        RingSegment newest = newest();
        if (newest.needsState()) {
            newest.state(state);
        }
        newest.hold();
        report();
        return turn;
    }

    /** Keeps what was changed after {@code held} once more. */
    long holdAgain(long held) {
        segments.get(indexOf(held)).hold();
        return held;
    }

    void release(long held) {
        segments.get(indexOf(held)).release();
        tidy();
        report();
    }

    private RingSegment newest() {
        return segments.get(segments.size() - 1);
    }

    private int indexOf(long held) {
        int at = segments.size() - 1;
        while (segments.get(at).from() > held) {
            at--;
        }
        return at;
    }

    /** The changes of a turn. */
    void add(Update changes) {
        turn++;
        if (segments.isEmpty()) {
            return;
        }
        if (newest().isCut() || newest().bytes() >= SEGMENT_BYTES) {
            segments.add(new RingSegment(turn));
        }
        newest().add(turn, changes);
        cutWhatIsTooMuch();
        report();
    }

    private void cutWhatIsTooMuch() {
        int uncut = segments.size();
        for (int bytes = 0; uncut > 0 && !segments.get(uncut - 1).isCut(); uncut--) {
            bytes += segments.get(uncut - 1).bytes();
            if (bytes > MAX_BYTES) {
                break;
            }
        }
        boolean cuts = false;
        for (int i = uncut - 1; i >= 0 && !segments.get(i).isCut(); i--) {
            segments.get(i).cut();
            cuts = true;
        }
        if (cuts) {
            tidy();
        }
    }

    /** Nobody needs what is before the first one that is held; and of what is cut as little as possible is kept. */
    private void tidy() {
        if (segments.stream().noneMatch(RingSegment::isHeld)) {
            segments.clear();
        }
        while (!segments.isEmpty() && !segments.get(0).isHeld()) {
            segments.remove(0);
        }
        for (int i = cutSegments() - 1; i > 0; i--) {
            if (!segments.get(i).isHeld() || i >= MAX_CUT_SEGMENTS) {
                segments.get(i - 1).takeIn(segments.remove(i));
            }
        }
        forgetDeletesThatAreTooMany();
    }

    private int cutSegments() {
        int cut = 0;
        while (cut < segments.size() && segments.get(cut).isCut()) {
            cut++;
        }
        return cut;
    }

    private void forgetDeletesThatAreTooMany() {
        int bytes = 0;
        for (int i = cutSegments() - 1; i >= 0; i--) {
            bytes += segments.get(i).bytes();
            if (bytes > MAX_DELETE_BYTES) {
                segments.get(i).forgetDeletes();
            }
        }
    }

    /** The turn from which {@link #since} would tell everything: {@code held}, or one before it. */
    long begin(long held) {
        RingSegment segment = segments.get(indexOf(held));
        if (!segment.isCut()) {
            return held;
        }
        return segment.stateBytes() == 0 ? NOTHING : segment.from();
    }

    /** What is new since a turn that is held; what isn't new may be in it. */
    Update since(long held) {
        int first = indexOf(held);
        RingSegment segment = segments.get(first);
        if (!segment.isCut()) {
            return Update.merge(from(first).stream()
                    .flatMap(each -> each.after(held).stream())
                    .toList());
        }
        StateVector state = segment.state();
        return state == null ? doc.encodeStateAsUpdate() : since(state, from(first));
    }

    private List<RingSegment> from(int first) {
        return segments.subList(first, segments.size());
    }

    /** A state vector says nothing of deletes. */
    private Update since(StateVector state, List<RingSegment> after) {
        Update withAllDeletes = doc.encodeStateAsUpdate(state);
        List<Update> parts = new ArrayList<>(List.of(withAllDeletes.withoutDeletes()));
        for (RingSegment segment : after) {
            Update deletes = segment.deletes();
            if (deletes == null) {
                return withAllDeletes;
            }
            parts.add(deletes);
        }
        return Update.merge(parts);
    }

    /** Of what nobody holds any more nothing is left; of what is held, the bytes. */
    private void report() {
        long bytes = 0;
        for (RingSegment segment : segments) {
            bytes += segment.bytes() + segment.stateBytes();
        }
        tally.ring(bytes - reported);
        reported = bytes;
    }
}
