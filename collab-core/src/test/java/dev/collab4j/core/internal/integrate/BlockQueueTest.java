package dev.collab4j.core.internal.integrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.codec.Block;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockQueueTest {
    @Test
    void sectionsOfAnyLengthAreServedFromTheHighestClientDown() {
        List<Block> update = new ArrayList<>();
        List<Block> expected = new ArrayList<>();
        for (int length = 1; length <= 70; length++) {
            List<Block> section = new ArrayList<>();
            for (int clock = 0; clock < length; clock++) {
                section.add(Block.gc(length, clock, 1));
            }
            update.addAll(section);
            expected.addAll(0, section);
        }
        BlockQueue queue = new BlockQueue(update);
        List<Block> served = new ArrayList<>();
        for (Block block = queue.poll(); block != null; block = queue.poll()) {
            served.add(block);
        }
        assertThat(served).isEqualTo(expected);
        assertThat(queue.rest()).isEmpty();
    }
}
