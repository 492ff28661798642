package dev.collab4j.core.internal.hot;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.codec.StructInfo;
import dev.collab4j.core.internal.event.Dispatcher;
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
        return left != null && isUnwatched(left.parent);
    }

    private static boolean isUnwatched(Branch branch) {
        return !branch.hasFormatting && !branch.isDeleted() && !Dispatcher.isObserved(branch);
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
        if (!Runs.canSplit(item, offset)) {
            return false;
        }
        change.insert(author, item.parent, item, StructStore.split(item, offset), text);
        return true;
    }

    private boolean delete(byte[] update) {
        ByteReader in = new ByteReader(update);
        in.skip(1);
        if (in.readVarUint() != 1) {
            return false;
        }
        ClientLog log = store.findLog(in.readVarUint());
        if (log == null || in.readVarUint() != 1) {
            return false;
        }
        long clock = in.readVarUint();
        long length = in.readVarUint();
        return length > 0 && clock < log.state() && !in.hasRemaining() && delete(log.find((int) clock), clock, length);
    }

    private boolean delete(Struct struct, long clock, long length) {
        int from = (int) clock - struct.clock;
        if (!(struct instanceof Item run)
                || run.isDeleted()
                || run.key != null
                || length > run.length - from
                || !Runs.canDelete(run, from, (int) length)
                || !isUnwatched(run.parent)) {
            return false;
        }
        change.delete(run, from, (int) length);
        return true;
    }
}
