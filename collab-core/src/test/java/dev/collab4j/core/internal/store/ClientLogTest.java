package dev.collab4j.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLogTest {
    private final StructStore store = new StructStore(1, true);
    private final TransactionState transaction = new TransactionState(store, null, true);
    private final Branch branch = store.root("list");

    /** Splits and merges at random: clocks stay contiguous, and each look-up finds the struct that holds its clock. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsAllIdsUnderSplitsAndMerges(long seed) {
        Random random = new Random(seed);
        ClientLog log = append(20_000);
        int splits = 0;
        for (int step = 0; step < 20_000; step++) {
            int clock = random.nextInt(log.state());
            Struct struct = log.find(clock);
            assertThat(clock).isBetween(struct.clock, struct.end() - 1);
            if (random.nextInt(4) != 0 && struct.clock < clock) {
                store.cleanStart(transaction, log, clock);
                splits++;
            } else {
                int low = Math.max(0, clock - random.nextInt(300));
                log.mergeBoundaries(low, clock);
            }
        }
        checkContiguous(log);
        assertThat(splits).isGreaterThan(2_000);
        log.mergeBoundaries(0, log.state());
        assertThat(log.count()).isEqualTo(1);
        assertThat(((Item) log.find(0)).text()).hasSize(20_000);
    }

    @Test
    void mergesOnToTheLeftOnlyWhileStructsDoMerge() {
        ClientLog log = store.log(1);
        for (int i = 0; i < 6; i++) {
            store.append(new Gc(log, i, 1));
        }
        assertThat(log.mergeBoundaries(5, 5))
                .as("collected ids join all the way")
                .isEqualTo(5);
        assertThat(log.count()).isEqualTo(1);
    }

    @Test
    void countsFromAClock() {
        ClientLog log = append(2_000);
        for (int clock = 1; clock < 2_000; clock++) {
            store.cleanStart(transaction, log, clock);
        }
        assertThat(log.count()).isEqualTo(2_000);
        assertThat(log.countFrom(700)).isEqualTo(1_300);
        assertThat(log.countFrom(2_000)).isZero();
    }

    @Test
    void refusesClocksThatArentThere() {
        ClientLog log = append(3);
        assertThatThrownBy(() -> log.find(3)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> log.find(-1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.append(new Gc(log, 7, 1))).isInstanceOf(IllegalStateException.class);
    }

    private ClientLog append(int length) {
        ClientLog log = store.log(1);
        Item item = new Item(log, 0, length, branch, null, Content.STRING);
        item.textAt = log.text.append("x".repeat(length));
        branch.link(item);
        store.append(item);
        return log;
    }

    private static void checkContiguous(ClientLog log) {
        List<Integer> starts = new ArrayList<>();
        int next = 0;
        for (ClientLog.Walk walk = log.walkFrom(0); walk.hasNext(); ) {
            Struct struct = walk.next();
            assertThat(struct.clock).isEqualTo(next);
            next = struct.end();
            starts.add(struct.clock);
        }
        assertThat(next).isEqualTo(log.state());
        assertThat(log.count()).isEqualTo(starts.size());
    }
}
