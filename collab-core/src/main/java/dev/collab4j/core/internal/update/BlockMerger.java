package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockSource;
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
    private final BlockSink sink;
    private @Nullable Block written;

    private BlockMerger(BlockSink sink) {
        this.sink = sink;
    }

    /** Merges the blocks of {@code sources}; their delete sets can be read then. */
    static void merge(List<? extends BlockSource> sources, BlockSink sink) {
        new BlockMerger(sink)
                .run(ReaderOrder.of(sources.stream().map(BlockCursor::new).toList()));
    }

    private void run(ReaderOrder readers) {
        for (BlockCursor reader = readers.first(); reader != null; reader = readers.first()) {
            if (written == null) {
                written = reader.take();
                copyFollowing(reader);
            } else if (mergeNext(reader, written)) {
                copyFollowing(reader);
            }
            readers.moved(reader);
        }
        if (written != null) {
            sink.write(written, 0);
        }
    }

    /** Merges the reader's block with the one written last; false if another reader has to come first. */
    private boolean mergeNext(BlockCursor reader, Block last) {
        long client = reader.block().client();
        boolean skipped = false;
        Block block = reader.current();
        while (block != null && isWritten(block, last)) {
            reader.take();
            block = reader.current();
            skipped = true;
        }
        if (block == null || block.client() != client || (skipped && block.clock() > last.end())) {
            return false;
        }
        if (client != last.client()) {
            emit(last, reader.take());
        } else if (last.end() < block.clock()) {
            fillGap(last, block);
        } else {
            join(reader, last, block);
        }
        return true;
    }

    private static boolean isWritten(Block block, Block last) {
        return block.end() <= last.end() && block.client() >= last.client();
    }

    private void emit(Block last, Block next) {
        sink.write(last, 0);
        written = next;
    }

    private void fillGap(Block last, Block block) {
        if (last.isSkip()) {
            written = last.withLength(block.end() - last.clock());
        } else {
            emit(last, Block.skip(block.client(), last.end(), block.clock() - last.end()));
        }
    }

    private void join(BlockCursor reader, Block last, Block block) {
        long overlap = last.end() - block.clock();
        Block head = last;
        Block rest = block;
        if (overlap > 0 && head.isSkip()) {
            head = head.withLength(head.length() - overlap);
        } else if (overlap > 0) {
            rest = block.slice(overlap);
        }
        if (!head.isItem() && head.kind() == rest.kind()) {
            written = head.withLength(head.length() + rest.length());
        } else {
            reader.take();
            emit(head, rest);
        }
    }

    /** Copies what follows without a gap in the same update. */
    private void copyFollowing(BlockCursor reader) {
        Block last = Objects.requireNonNull(written);
        for (Block next = reader.current(); next != null && follows(next, last); next = reader.current()) {
            reader.take();
            emit(last, next);
            last = next;
        }
    }

    private static boolean follows(Block block, Block last) {
        return block.client() == last.client() && block.clock() == last.end();
    }
}
