package dev.collab4j.core.internal.codec;

import dev.collab4j.core.internal.store.IdRanges;
import org.jspecify.annotations.Nullable;

/** The blocks of an update in its order, then its delete set. */
public interface BlockSource {
    /** The next block, or null after the last one. */
    @Nullable
    Block next();

    /** The delete set; only after all blocks were read. */
    IdRanges readDeleteSet();
}
