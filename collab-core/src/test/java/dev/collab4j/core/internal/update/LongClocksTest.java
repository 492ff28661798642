package dev.collab4j.core.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.codec.EncodedUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clocks of updates have 53 bits. */
class LongClocksTest {
    private static final long CLIENT = 7;
    private static final long FAR = 1L << 40;

    @Test
    void aDifferenceStartsAnywhereInAStruct() {
        EncodedUpdate update = UpdateOperations.write(List.of(gc(0, 2 * FAR)));
        assertThat(blocks(UpdateOperations.diff(update, Map.of(CLIENT, FAR)))).isEqualTo(List.of(gc(FAR, FAR)));
    }

    @Test
    void mergingCutsAndFillsGapsAnywhere() {
        EncodedUpdate low = UpdateOperations.write(List.of(gc(0, FAR)));
        EncodedUpdate high = UpdateOperations.write(List.of(gc(2 * FAR, FAR)));
        assertThat(blocks(UpdateOperations.merge(List.of(high, low, low))))
                .isEqualTo(List.of(gc(0, FAR), Block.skip(CLIENT, FAR, FAR), gc(2 * FAR, FAR)));
    }

    private static Block gc(long clock, long length) {
        return Block.gc(CLIENT, clock, length);
    }

    private static List<Block> blocks(EncodedUpdate update) {
        List<Block> blocks = new ArrayList<>();
        UpdateOperations.forEach(update, blocks::add);
        return blocks;
    }
}
