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
 */
public record DecodedUpdate(List<Block> blocks, IdRanges deletes) {

    /** Reads an update for integration, where clocks end at 2^31 - 1. */
    public static DecodedUpdate read(BlockReader source) {
        List<Block> blocks = new ArrayList<>();
        for (Block block = source.next(); block != null; block = source.next()) {
            checkClocks(block);
            blocks.add(block);
        }
        return new DecodedUpdate(blocks, source.readDeleteSet());
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
