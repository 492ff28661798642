package dev.collab4j.core.internal.hot;

import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.codec.StructWriter;
import dev.collab4j.core.internal.codec.UpdateEncoder;
import dev.collab4j.core.internal.codec.UpdateEncoderV1;
import dev.collab4j.core.internal.store.Branch;
import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Content;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.StructStore;
import org.jspecify.annotations.Nullable;

/** Does one change of plain text at a time, and writes what it has to say to other replicas. */
final class PlainChange {
    private final StructStore store;
    private final UpdateEncoderV1 scratch = new UpdateEncoderV1();
    private @Nullable ClientLog log;
    private int clock;
    private int deleted;

    PlainChange(StructStore store) {
        this.store = store;
    }

    /** Appends to a run that {@link Runs#canGrow}. */
    void grow(Item run, String text) {
        note(run.log, run.log.state(), 0);
        Runs.grow(run, text);
    }

    /** Adds an item, with the next ids of {@code author}, between two neighbours. */
    void insert(ClientLog author, Branch branch, @Nullable Item left, @Nullable Item right, String text) {
        note(author, author.state(), 0);
        Item item = new Item(author, author.state(), text.length(), branch, null, Content.STRING);
        item.originateBetween(left, right);
        item.textAt = author.text.append(text);
        item.left = left;
        branch.link(item);
        store.append(item);
    }

    /** Deletes elements of a run for which {@link Runs#canDelete} is true. */
    void delete(Item run, int offset, int length) {
        note(run.log, run.clock + offset, length);
        Runs.delete(run, offset, length);
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
        if (deleted > 0) {
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
