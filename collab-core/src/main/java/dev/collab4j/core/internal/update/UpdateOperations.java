package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.codec.FormatVersion;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with updates without a document, a block at a time; the bytes are those of Yjs. */
public final class UpdateOperations {
    /** The clocks of one client from the first one that an update has, to the one after the last. */
    public record Span(long from, long to) {}

    private UpdateOperations() {}

    /**
     * One update that says what all of {@code updates}, of which there is at least one, say; a single one comes back
     * as it is. Each is read in its own format, the first one's is written.
     */
    public static EncodedUpdate merge(List<EncodedUpdate> updates) {
        EncodedUpdate first = updates.get(0);
        return updates.size() == 1 ? first : merge(updates, first.version());
    }

    private static EncodedUpdate merge(List<EncodedUpdate> updates, FormatVersion version) {
        UpdateWriter out = new UpdateWriter(version);
        IdRanges deletes = new IdRanges();
        List<BlockCursor> readers = new ArrayList<>(updates.size());
        for (EncodedUpdate update : updates) {
            BlockCursor reader = new BlockCursor(update, deletes);
            if (!reader.isAtEnd()) {
                readers.add(reader);
            }
        }
        BlockMerger.merge(readers, out);
        deletes.sortAndMerge();
        return out.finish(deletes);
    }

    /** An update of {@code blocks}, which are in the order of one, in version 2. */
    public static EncodedUpdate write(List<Block> blocks) {
        return write(FormatVersion.V2, blocks, new IdRanges());
    }

    /** An update of {@code blocks}, which are in the order of one, and of {@code deletes}. */
    public static EncodedUpdate write(FormatVersion version, List<Block> blocks, IdRanges deletes) {
        UpdateWriter out = new UpdateWriter(version);
        blocks.forEach(block -> out.write(block, 0));
        return out.finish(deletes);
    }

    /**
     * What an encoded state and the data parked beside it say together.
     *
     * @param parked structs without deletes
     */
    public static EncodedUpdate mergeWithParked(
            EncodedUpdate state,
            @Nullable EncodedUpdate parked,
            @Nullable IdRanges parkedDeletes,
            Map<Long, Long> target) {
        List<EncodedUpdate> updates = new ArrayList<>(List.of(state));
        if (parkedDeletes != null) {
            updates.add(new UpdateWriter(state.version()).finish(parkedDeletes));
        }
        if (parked != null) {
            updates.add(convert(diff(parked, target), state.version()));
        }
        return merge(updates);
    }

    /** The same in {@code version}; what is in that version already comes back as it is. */
    public static EncodedUpdate convert(EncodedUpdate update, FormatVersion version) {
        return update.version() == version ? update : transform(update, version, block -> block);
    }

    /** The update with its content made unreadable, its structure as it is. */
    public static EncodedUpdate obfuscate(EncodedUpdate update, Obfuscator obfuscator) {
        return transform(update, update.version(), obfuscator::obfuscate);
    }

    private interface Transformation {
        Block apply(Block block);
    }

    private static EncodedUpdate transform(EncodedUpdate update, FormatVersion version, Transformation transformation) {
        BlockReader source = BlockReader.of(update);
        UpdateWriter out = new UpdateWriter(version);
        for (Block block = source.next(); block != null; block = source.next()) {
            out.write(transformation.apply(block), 0);
        }
        return out.finish(source.readDeleteSet());
    }

    /** What {@code update} says beyond the clocks of {@code target}, and all of its delete set. */
    public static EncodedUpdate diff(EncodedUpdate update, Map<Long, Long> target) {
        BlockReader source = BlockReader.of(update);
        UpdateWriter out = new UpdateWriter(update.version());
        diff(source, target, out);
        return out.finish(source.readDeleteSet());
    }

    private static void diff(BlockReader source, Map<Long, Long> target, UpdateWriter out) {
        long client = -1;
        boolean started = false;
        for (Block block = source.next(); block != null; block = source.next()) {
            if (block.client() != client) {
                client = block.client();
                started = false;
            }
            if (started) {
                out.write(block, 0);
            } else if (!block.isSkip()) {
                long known = target.getOrDefault(client, 0L);
                started = block.end() > known;
                if (started) {
                    out.write(block, Math.max(known - block.clock(), 0));
                }
            }
        }
    }

    /** The structs of {@code update} without its delete set. */
    public static EncodedUpdate withoutDeletes(EncodedUpdate update) {
        BlockReader source = BlockReader.of(update);
        UpdateWriter out = new UpdateWriter(update.version());
        for (Block block = source.next(); block != null; block = source.next()) {
            out.write(block, 0);
        }
        source.readDeleteSet();
        return out.finish(new IdRanges());
    }

    /** The delete set of {@code update} without its structs. */
    public static EncodedUpdate withoutStructs(EncodedUpdate update) {
        return new UpdateWriter(update.version()).finish(deleteSet(update));
    }

    /** The clocks that {@code update} brings a document to which has nothing: up to the first gap of each client. */
    public static Map<Long, Long> stateVector(EncodedUpdate update) {
        BlockReader source = BlockReader.of(update);
        Map<Long, Long> clocks = new LinkedHashMap<>();
        long client = -1;
        boolean gap = false;
        for (Block block = source.next(); block != null; block = source.next()) {
            if (block.client() != client) {
                client = block.client();
                gap = block.clock() != 0;
            }
            gap |= block.isSkip();
            if (!gap) {
                clocks.put(client, block.end());
            }
        }
        source.readDeleteSet();
        return clocks;
    }

    /** From where to where the structs of each client reach, gaps included, in the order of the update. */
    public static Map<Long, Span> spans(EncodedUpdate update) {
        BlockReader source = BlockReader.of(update);
        Map<Long, Span> spans = new LinkedHashMap<>();
        for (Block block = source.next(); block != null; block = source.next()) {
            Span before = spans.get(block.client());
            spans.put(block.client(), new Span(before == null ? block.clock() : before.from(), block.end()));
        }
        source.readDeleteSet();
        return spans;
    }

    /** Takes blocks. */
    @FunctionalInterface
    public interface BlockVisitor {
        void visit(Block block);
    }

    /** Shows all blocks of {@code update}. */
    public static void forEach(EncodedUpdate update, BlockVisitor visitor) {
        BlockReader source = BlockReader.of(update);
        for (Block block = source.next(); block != null; block = source.next()) {
            visitor.visit(block);
        }
        source.readDeleteSet();
    }

    /** The delete set of {@code update}, as it was written. */
    public static IdRanges deleteSet(EncodedUpdate update) {
        BlockReader source = BlockReader.of(update);
        while (source.next() != null) {
            // Only what follows is of interest.
        }
        return source.readDeleteSet();
    }
}
