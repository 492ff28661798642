package dev.collab4j.core.internal.hot;

import dev.collab4j.core.internal.codec.DeleteSetWriter;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.event.Dispatcher;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.IdRanges;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import dev.collab4j.core.internal.store.TransactionState;
import org.jspecify.annotations.Nullable;

/** Does one change of plain text at a time, and writes what it has to say to other replicas. */
final class PlainChange {
    private final StructStore store;
    private final UpdateEncoderV1 scratch = new UpdateEncoderV1();
    private @Nullable TransactionState open;
    private @Nullable ClientLog log;
    private int clock;
    private int deleted;
    /** All that was deleted, if it isn't one range. */
    private @Nullable IdRanges parts;

    PlainChange(StructStore store) {
        this.store = store;
    }

    /** The changes that follow belong to {@code transaction}; with null each is one of its own. */
    void within(@Nullable TransactionState transaction) {
        open = transaction;
    }

    /** What is deleted next is the first part of a change, not one more of the last. */
    void begin() {
        log = null;
        parts = null;
    }

    /** The last change came from elsewhere. */
    void markRemote() {
        if (open != null) {
            open.local = false;
        }
    }

    /**
     * Observers are told at the end of a transaction: a change of what is observed has to belong to one, and to be all that
     * it does, or its cuts would come out of order.
     */
    boolean mayTouch(Branch branch) {
        return (open != null && open.isUntouched()) || !Dispatcher.isObserved(branch);
    }

    /**
     * Whether text can be appended to {@code run} itself. Before the end of a transaction a pair of surrogates isn't joined
     * yet, and a cut between its halves leaves them alone.
     */
    boolean canGrow(Item run) {
        return Runs.canGrow(run) && (open == null || !Runs.endsInHalfAPair(run));
    }

    /**
     * Whether a cut leaves all as it is. Before the end of a transaction it may go through a pair of surrogates that is
     * deleted, but not gone yet.
     */
    boolean canSplit(Item run, int offset) {
        return Runs.canSplit(run, offset) && (open == null || !run.mayHidePairs());
    }

    /** Appends to a run that {@link #canGrow}. */
    void grow(Item run, String text) {
        begin();
        note(run.log, run.log.state(), 0);
        if (open != null) {
            store.touch(run.log);
            open.seams().joined(run.log, clock);
            open.addChanged(run.parent, null);
        }
        Runs.grow(run, text);
    }

    /** Adds an item, with the next ids of {@code author}, in the middle of a run. */
    void insertInto(ClientLog author, Branch branch, Item run, int offset, String text) {
        Item right = StructStore.split(run, offset);
        insert(author, branch, run, right, text);
        if (open != null) {
            open.seams().cut(right);
        }
    }

    /** Adds an item, with the next ids of {@code author}, between two neighbours. */
    void insert(ClientLog author, Branch branch, @Nullable Item left, @Nullable Item right, String text) {
        begin();
        note(author, author.state(), 0);
        Item item = new Item(author, author.state(), text.length(), branch, null, Content.STRING);
        item.originateBetween(left, right);
        item.textAt = author.text.append(text);
        item.left = left;
        branch.link(item);
        store.append(item);
        if (open != null) {
            open.addChanged(branch, null);
        }
    }

    /** Deletes elements of a run for which {@link Runs#canDelete} is true, as one more part of the change. */
    void delete(Item run, int offset, int length) {
        boolean whole = length == run.length;
        notePart(run.log, run.clock + offset, length);
        if (open != null) {
            open.seams().forgotten(run, offset, length);
            open.deleteSet.add(run.log.client, clock, length);
            open.addChanged(run.parent, null);
        }
        Runs.delete(run, offset, length);
        if (open == null) {
            cleanUp(run.log, whole);
        }
    }

    /** What the end of a transaction does for what it deleted; a part of a run is joined to its neighbour already. */
    private void cleanUp(ClientLog changed, boolean whole) {
        if (whole) {
            changed.mergeBoundaries(clock, clock + deleted);
        }
        changed.compactText();
    }

    private void notePart(ClientLog changed, int from, int deletedLength) {
        if (log != null) {
            parts(log).add(changed.client, from, deletedLength);
        }
        note(changed, from, deletedLength);
    }

    private IdRanges parts(ClientLog ofFirst) {
        if (parts == null) {
            parts = new IdRanges();
            parts.add(ofFirst.client, clock, deleted);
        }
        return parts;
    }

    private void note(ClientLog changed, int from, int deletedLength) {
        log = changed;
        clock = from;
        deleted = deletedLength;
    }

    /** The update of the last change. */
    byte[] encode(FormatVersion version) {
        if (log == null) {
            throw new IllegalStateException("nothing was changed yet");
        }
        UpdateEncoder out = version == FormatVersion.V1 ? scratch : version.encoder();
        scratch.reset();
        if (parts != null) {
            writeDeletions(out, parts);
        } else if (deleted > 0) {
            writeDeletion(out, log);
        } else {
            writeInsertion(out, log);
        }
        return out.toByteArray();
    }

    private void writeInsertion(UpdateEncoder out, ClientLog author) {
        Struct struct = author.find(clock);
        out.writePlain(1);
        out.writePlain(1);
        out.writeClient(author.client);
        out.writePlain(clock);
        StructWriter.write(out, struct, clock - struct.clock);
        out.writePlain(0);
    }

    private static void writeDeletions(UpdateEncoder out, IdRanges ranges) {
        ranges.sortAndMerge();
        out.writePlain(0);
        DeleteSetWriter.write(out, ranges);
    }

    private void writeDeletion(UpdateEncoder out, ClientLog author) {
        out.writePlain(0);
        out.writePlain(1);
        out.resetDeleteSetClock();
        out.writePlain(author.client);
        out.writePlain(1);
        out.writeDeleteSetClock(clock);
        out.writeDeleteSetLength(deleted);
    }
}
