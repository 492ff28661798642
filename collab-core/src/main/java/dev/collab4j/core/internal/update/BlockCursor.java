package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in the blocks of an update, its Skips left out. */
final class BlockCursor {
    private final BlockSource source;
    private @Nullable Block current;

    BlockCursor(BlockSource source) {
        this.source = source;
        advance();
    }

    /** The block here, null at the end. */
    @Nullable
    Block current() {
        return current;
    }

    /** The block here, of which there is one. */
    Block block() {
        return Objects.requireNonNull(current);
    }

    /** Returns the block here and moves on. */
    Block take() {
        Block taken = block();
        advance();
        return taken;
    }

    private void advance() {
        do {
            current = source.next();
        } while (current != null && current.isSkip());
    }
}
