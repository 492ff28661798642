package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockSource;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the blocks of several updates, as Yjs does: what one update has already is left out of the next, gaps become
 * Skips, GCs that meet at a seam between updates are joined, items never are.
 *
 * <p>Yjs sorts its readers anew after each step, stably; a heap that gives the reader used last the smallest sequence
 * number has the same order in less time.
 */
public final class BlockMerger {
    private final PriorityQueue<Reader> readers = new PriorityQueue<>();
    private final BlockSink sink;
    private @Nullable Block written;
    private int sequence;

    private BlockMerger(BlockSink sink) {
        this.sink = sink;
    }

    /** Merges lists of blocks in the order of an update into one. */
    public static List<Block> mergeBlocks(List<List<Block>> updates) {
        List<Block> merged = new ArrayList<>();
        merge(
                updates.stream().map(BlockMerger::sourceOf).toList(),
                (block, offset) -> merged.add(block.withoutInheritedParent()));
        return merged;
    }

    /** Merges the blocks of {@code sources}; their delete sets can be read then. */
    static void merge(List<? extends BlockSource> sources, BlockSink sink) {
        BlockMerger merger = new BlockMerger(sink);
        for (BlockSource source : sources) {
            Reader reader = new Reader(source);
            reader.sequence = merger.sequence++;
            merger.offer(reader);
        }
        merger.sequence = 0;
        merger.run();
    }

    /** A source of the blocks of a list, with no delete set. */
    static BlockSource sourceOf(List<Block> blocks) {
        Iterator<Block> iterator = blocks.iterator();
        return new BlockSource() {
            @Override
            public @Nullable Block next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public IdRanges readDeleteSet() {
                return new IdRanges();
            }
        };
    }

    private void run() {
        for (Reader reader = readers.poll(); reader != null; reader = readers.poll()) {
            if (written == null) {
                written = reader.take();
                copyFollowing(reader);
            } else if (mergeNext(reader, written)) {
                copyFollowing(reader);
            }
            reader.sequence = --sequence;
            offer(reader);
        }
        if (written != null) {
            sink.write(written, 0);
        }
    }

    private void offer(Reader reader) {
        if (reader.current != null) {
            readers.add(reader);
        }
    }

    /** Merges the reader's block with the one written last; false if another reader has to come first. */
    private boolean mergeNext(Reader reader, Block last) {
        long client = reader.block().client();
        boolean skipped = false;
        while (reader.current != null && isWritten(reader.current, last)) {
            reader.take();
            skipped = true;
        }
        Block block = reader.current;
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

    private void join(Reader reader, Block last, Block block) {
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
    private void copyFollowing(Reader reader) {
        Block last = Objects.requireNonNull(written);
        while (reader.current != null
                && reader.current.client() == last.client()
                && reader.current.clock() == last.end()) {
            Block next = reader.take();
            emit(last, next);
            last = next;
        }
    }

    /** An update without its Skips. */
    private static final class Reader implements Comparable<Reader> {
        private final BlockSource source;
        private @Nullable Block current;
        private int sequence;

        Reader(BlockSource source) {
            this.source = source;
            advance();
        }

        private Block block() {
            return Objects.requireNonNull(current);
        }

        private Block take() {
            Block taken = block();
            advance();
            return taken;
        }

        private void advance() {
            do {
                current = source.next();
            } while (current != null && current.isSkip());
        }

        /** Higher clients first, then lower clocks, then the reader used last. */
        @Override
        public int compareTo(Reader other) {
            int byClient = Long.compare(other.block().client(), block().client());
            if (byClient != 0) {
                return byClient;
            }
            int byClock = Long.compare(block().clock(), other.block().clock());
            return byClock != 0 ? byClock : Integer.compare(sequence, other.sequence);
        }
    }
}
