package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.BlockSource;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with updates in version 1 without a document; the bytes are those of Yjs. */
public final class UpdateOperations {
    private UpdateOperations() {}

    /** One update that says what all of {@code updates} say; a single one comes back as it is. */
    public static byte[] merge(List<byte[]> updates) {
        return updates.size() == 1
                ? updates.get(0)
                : mergeSources(updates.stream().map(BlockReader::ofV1).toList());
    }

    /** What an encoded state and the data parked beside it say together. */
    public static byte[] mergeWithParked(
            byte[] state, List<Block> parked, @Nullable IdRanges parkedDeletes, Map<Long, Long> target) {
        List<BlockSource> sources = new ArrayList<>();
        sources.add(BlockReader.ofV1(state));
        if (parkedDeletes != null) {
            sources.add(deletesOnly(parkedDeletes));
        }
        if (!parked.isEmpty()) {
            List<Block> missing = new ArrayList<>();
            diff(BlockMerger.sourceOf(parked), target, (block, offset) -> missing.add(cut(block, offset)));
            sources.add(BlockMerger.sourceOf(missing));
        }
        return sources.size() == 1 ? state : mergeSources(sources);
    }

    private static Block cut(Block block, int offset) {
        return offset == 0 ? block : block.slice(offset).withoutInheritedParent();
    }

    private static BlockSource deletesOnly(IdRanges deletes) {
        return new BlockSource() {
            @Override
            public @Nullable Block next() {
                return null;
            }

            @Override
            public IdRanges readDeleteSet() {
                return deletes;
            }
        };
    }

    private static byte[] mergeSources(List<? extends BlockSource> sources) {
        UpdateWriter out = new UpdateWriter();
        BlockMerger.merge(sources, out);
        IdRanges deletes = new IdRanges();
        for (BlockSource source : sources) {
            deletes.addAll(source.readDeleteSet());
        }
        deletes.sortAndMerge();
        return out.finish(deletes);
    }

    /** What {@code update} says beyond the clocks of {@code target}, and all of its delete set. */
    public static byte[] diff(byte[] update, Map<Long, Long> target) {
        BlockReader source = BlockReader.ofV1(update);
        UpdateWriter out = new UpdateWriter();
        diff(source, target, out);
        return out.finish(source.readDeleteSet());
    }

    private static void diff(BlockSource source, Map<Long, Long> target, BlockSink sink) {
        long client = -1;
        boolean started = false;
        for (Block block = source.next(); block != null; block = source.next()) {
            if (block.client() != client) {
                client = block.client();
                started = false;
            }
            if (started) {
                sink.write(block, 0);
            } else if (!block.isSkip()) {
                long known = target.getOrDefault(client, 0L);
                started = block.end() > known;
                if (started) {
                    sink.write(block, (int) Math.max(known - block.clock(), 0));
                }
            }
        }
    }

    /** The clocks that {@code update} brings a document to which has nothing: up to the first gap of each client. */
    public static Map<Long, Long> stateVector(byte[] update) {
        BlockReader source = BlockReader.ofV1(update);
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
        return clocks;
    }
}
