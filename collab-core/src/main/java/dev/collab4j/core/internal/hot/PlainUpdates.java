package dev.collab4j.core.internal.hot;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.codec.StructInfo;
import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import org.jspecify.annotations.Nullable;

/**
 * Updates in version 1 that say what one key did: a run of text behind a known element, or the deletion of a part of
 * one run, where nothing concurrent is in between. Does what the general way does ({@code Scheduler},
 * {@code Integrator}, {@code DeleteApplier} and the end of the transaction), or nothing.
 */
final class PlainUpdates {
    private static final int TEXT_AFTER = Content.STRING | StructInfo.HAS_ORIGIN;
    private static final int TEXT_BETWEEN = TEXT_AFTER | StructInfo.HAS_RIGHT_ORIGIN;

    private final StructStore store;
    private final PlainChange change;
    private @Nullable Item left;
    private int offset;

    PlainUpdates(StructStore store, PlainChange change) {
        this.store = store;
        this.change = change;
    }

    /** Applies {@code update}; false if it isn't one of those, or can't be applied here. */
    boolean apply(byte[] update) {
        try {
            return update.length > 6 && (update[0] == 0 ? delete(update) : update[0] == 1 && insert(update));
        } catch (MalformedUpdateException e) {
            return false; // the general way finds the right words
        }
    }

    private boolean insert(byte[] update) {
        ByteReader in = new ByteReader(update);
        in.skip(1);
        if (in.readUint8() != 1) {
            return false;
        }
        ClientLog author = otherThanOwn(in.readVarUint());
        if (author == null || in.readVarUint() != author.state()) {
            return false;
        }
        int info = in.readUint8();
        if ((info != TEXT_AFTER && info != TEXT_BETWEEN) || !findLeft(in) || left == null) {
            return false;
        }
        ClientLog rightLog = null;
        long rightClock = 0;
        if (info == TEXT_BETWEEN) {
            rightLog = store.findLog(in.readVarUint());
            rightClock = in.readVarUint();
            if (rightLog == null) {
                return false;
            }
        }
        String text = in.readVarString();
        return !text.isEmpty()
                && author.state() <= Integer.MAX_VALUE - text.length()
                && in.readUint8() == 0
                && !in.hasRemaining()
                && insert(author, left, rightLog, rightClock, text);
    }

    private @Nullable ClientLog otherThanOwn(long client) {
        return store.isOwn(client) ? null : store.findLog(client);
    }

    /** Finds the item that holds the origin, and how much of it is up to that. */
    private boolean findLeft(ByteReader in) {
        ClientLog log = store.findLog(in.readVarUint());
        long clock = in.readVarUint();
        left = null;
        if (log != null && clock < log.state() && log.find((int) clock) instanceof Item item && item.key == null) {
            left = item;
            offset = (int) clock + 1 - item.clock;
        }
        return left != null && mayTouch(left.parent);
    }

    private boolean mayTouch(Branch branch) {
        return !branch.hasFormatting && !branch.isDeleted() && change.mayTouch(branch);
    }

    private boolean insert(ClientLog author, Item item, @Nullable ClientLog rightLog, long rightClock, String text) {
        if (offset < item.length) {
            return rightLog == item.log && rightClock == item.clock + offset && split(author, item, text);
        }
        Item right = item.right;
        if (right == null ? rightLog != null : right.log != rightLog || right.clock != rightClock) {
            return false;
        }
        if (item.log == author && change.canGrow(item)) {
            change.grow(item, text);
        } else {
            change.insert(author, item.parent, item, right, text);
        }
        return true;
    }

    private boolean split(ClientLog author, Item item, String text) {
        if (!change.canSplit(item, offset)) {
            return false;
        }
        change.insertInto(author, item.parent, item, offset, text);
        return true;
    }

    private boolean delete(byte[] update) {
        change.begin();
        return read(update, this::canDelete) && read(update, this::delete);
    }

    /** What is done with each deleted range, which lies in its log. */
    private interface Ranges {
        boolean each(ClientLog log, int clock, int end);
    }

    /** Offers the deleted ranges of an update without structs; false if they don't rise, or one was refused. */
    private boolean read(byte[] update, Ranges ranges) {
        ByteReader in = new ByteReader(update);
        in.skip(1);
        ClientLog log = in.readVarUint() == 1 ? store.findLog(in.readVarUint()) : null;
        if (log == null) {
            return false;
        }
        long count = in.readVarUint();
        boolean fits = count > 0;
        long last = 0;
        for (long i = 0; i < count && fits; i++) {
            long clock = in.readVarUint();
            long end = clock + in.readVarUint();
            fits = last <= clock && clock < end && end <= log.state() && ranges.each(log, (int) clock, (int) end);
            last = end;
        }
        return fits && !in.hasRemaining();
    }

    /** Whether a range is alive as a whole, in runs of plain text. */
    private boolean canDelete(ClientLog log, int clock, int end) {
        for (int next = clock; next < end; ) {
            Struct struct = log.find(next);
            int stop = Math.min(end, struct.end());
            if (!(struct instanceof Item run) || !canDelete(run, next - run.clock, stop - next)) {
                return false;
            }
            next = stop;
        }
        return true;
    }

    private boolean canDelete(Item run, int offset, int length) {
        return !run.isDeleted() && run.key == null && Runs.canDelete(run, offset, length) && mayTouch(run.parent);
    }

    private boolean delete(ClientLog log, int clock, int end) {
        for (int next = clock; next < end; ) {
            Item run = log.findItem(next);
            int stop = Math.min(end, run.end());
            change.delete(run, next - run.clock, stop - next);
            next = stop;
        }
        return true;
    }
}
