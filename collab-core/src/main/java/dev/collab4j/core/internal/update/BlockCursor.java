package dev.collab4j.core.internal.update;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.BlockReader;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in the blocks of an update, its Skips left out. Until something is asked for beyond the first id it keeps no
 * more than that: there may be many that wait.
 */
final class BlockCursor {
    private final EncodedUpdate update;
    private final IdRanges deletes;
    private @Nullable BlockReader reader;
    private @Nullable Block block;
    private long client;
    private long clock;
    private boolean gc;
    private boolean atEnd;
    private int turn;

    /** At the first block of {@code update}, whose deletes are added to {@code deletes} once the end is reached. */
    BlockCursor(EncodedUpdate update, IdRanges deletes) {
        this.update = update;
        this.deletes = deletes;
        stepTo(BlockReader.of(update));
        reader = null;
    }

    private void stepTo(BlockReader blocks) {
        boolean found = blocks.advance();
        while (found && blocks.isSkip()) {
            blocks.block();
            found = blocks.advance();
        }
        if (found) {
            reader = blocks;
            client = blocks.client();
            clock = blocks.clock();
            gc = blocks.isGc();
        } else {
            reader = null;
            blocks.readDeleteSet(deletes);
            atEnd = true;
        }
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** The client of the block here, of which there is one. */
    long client() {
        return client;
    }

    long clock() {
        return clock;
    }

    boolean isGc() {
        return gc;
    }

    /** What {@link ReaderOrder} keeps here. */
    int turn() {
        return turn;
    }

    void setTurn(int turn) {
        this.turn = turn;
    }

    /** The block here, of which there is one. */
    Block block() {
        if (reader == null) {
            stepTo(BlockReader.of(update));
        }
        if (block == null) {
            block = Objects.requireNonNull(reader).block();
        }
        return block;
    }

    /** Returns the block here and moves on. */
    Block take() {
        Block taken = block();
        block = null;
        stepTo(Objects.requireNonNull(reader));
        return taken;
    }
}
