package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.Id;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole update, read and checked before anything of it touches a document.
 *
 * @param blocks the blocks in the order of the update: by client, clocks rising
 * @param rooted how many blocks there are up to the last one that names a root: few in a long text
 */
public record DecodedUpdate(List<Block> blocks, int rooted, IdRanges deletes) {

    /** Reads an update for integration, where clocks end at 2^31 - 1. */
    public static DecodedUpdate read(BlockReader source) {
        List<Block> blocks = new ArrayList<>();
        int rooted = 0;
        for (Block block = source.next(); block != null; block = source.next()) {
            checkClocks(block);
            blocks.add(block);
            if (block.parent() instanceof String) {
                rooted = blocks.size();
            }
        }
        return new DecodedUpdate(blocks, rooted, source.readDeleteSet());
    }

    private static void checkClocks(Block block) {
        if (block.end() > Integer.MAX_VALUE
                || isBeyond(block.origin())
                || isBeyond(block.rightOrigin())
                || (block.parent() instanceof Id parent && isBeyond(parent))) {
            throw new MalformedUpdateException(
                    "Struct " + block.client() + ":" + block.clock() + " has a clock beyond 2^31 - 1");
        }
    }

    private static boolean isBeyond(@Nullable Id id) {
        return id != null && id.clock() >= Integer.MAX_VALUE;
    }
}
