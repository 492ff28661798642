package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the blocks of several updates, as Yjs does: what one update has already is left out of the next, gaps become
 * Skips, GCs that meet at a seam between updates are joined, items never are.
 *
 * <p>Which of two structs with the same ids wins depends on the order of the readers, see {@link ReaderOrder}.
 */
final class BlockMerger {
    private final UpdateWriter out;
    private @Nullable Block written;

    private BlockMerger(UpdateWriter out) {
        this.out = out;
    }

    /** Merges the blocks of {@code readers}, of which none is at its end. */
    static void merge(List<BlockCursor> readers, UpdateWriter out) {
        new BlockMerger(out).run(new ReaderOrder(readers));
    }

    private void run(ReaderOrder readers) {
        for (BlockCursor reader = readers.take(); reader != null; reader = readers.take()) {
            if (written == null) {
                written = reader.take();
                copyFollowing(reader);
            } else if (mergeNext(reader, written)) {
                copyFollowing(reader);
            }
            readers.putBack(reader);
        }
        if (written != null) {
            out.write(written, 0);
        }
    }

    /** Merges the reader's block with the one written last; false if another reader has to come first. */
    private boolean mergeNext(BlockCursor reader, Block last) {
        long client = reader.client();
        boolean skipped = false;
        while (!reader.isAtEnd() && isWritten(reader.block(), last)) {
            reader.take();
            skipped = true;
        }
        if (reader.isAtEnd() || reader.client() != client || (skipped && reader.clock() > last.end())) {
            return false;
        }
        if (client != last.client()) {
            emit(last, reader.take());
        } else if (last.end() < reader.clock()) {
            emit(last, Block.skip(client, last.end(), reader.clock() - last.end()));
        } else {
            join(reader, last);
        }
        return true;
    }

    private static boolean isWritten(Block block, Block last) {
        return block.end() <= last.end() && block.client() >= last.client();
    }

    private void emit(Block last, Block next) {
        out.write(last, 0);
        written = next;
    }

    /** A GC that is joined stays where it is: next time it is found to be written. */
    private void join(BlockCursor reader, Block last) {
        long overlap = last.end() - reader.clock();
        if (last.isGc() && reader.isGc()) {
            written = last.withLength(last.length() - overlap + reader.block().length());
        } else {
            Block block = reader.take();
            emit(last, overlap > 0 ? block.slice(overlap) : block);
        }
    }

    /** Copies what follows without a gap in the same update; after a Skip that is what made it one. */
    private void copyFollowing(BlockCursor reader) {
        Block last = Objects.requireNonNull(written);
        while (!reader.isAtEnd() && reader.client() == last.client() && reader.clock() == last.end()) {
            Block next = reader.take();
            emit(last, next);
            last = next;
        }
    }
}
