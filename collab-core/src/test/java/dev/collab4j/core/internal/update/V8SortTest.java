package dev.collab4j.core.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compared with V8 itself. integration-tests/vectors/sort-vectors.mjs makes the lists. */
class V8SortTest {
    private record Entry(int id, boolean collected, int index) {
        /** The order of Yjs: one at an item and one at what was collected of it each come before the other. */
        static int compare(Entry a, Entry b) {
            return a.id == b.id && a.collected != b.collected ? -1 : Integer.compare(a.id, b.id);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/sort.txt", delimiter = ' ')
    void anOrderThatContradictsItselfGivesWhatV8MakesOfIt(int size, int ids, int seldom, int seed, int hash) {
        Entry[] list = list(size, ids, seldom, seed);
        V8Sort.sort(list, 0, Entry::compare);
        assertThat(IntStream.range(0, size).reduce(0, (result, i) -> 31 * result + list[i].index))
                .isEqualTo(hash);
    }

    @Test
    void aConsistentOrderIsSortedStably() {
        Comparator<Entry> order = Comparator.comparingInt(Entry::id);
        Entry[] list = list(5000, 40, 4, 7);
        Entry[] expected = list.clone();
        Arrays.sort(expected, 10, expected.length, order);
        V8Sort.sort(list, 10, order);
        assertThat(list).isEqualTo(expected);
    }

    @Test
    void aListInOrderButForItsFirstElementTakesLittleMoreThanALook() {
        Entry[] list = new Entry[10_000];
        Arrays.setAll(list, i -> new Entry(i == 0 ? 9000 : i, false, i));
        AtomicInteger comparisons = new AtomicInteger();
        V8Sort.sort(list, 0, (a, b) -> {
            comparisons.incrementAndGet();
            return Entry.compare(a, b);
        });
        assertThat(list[8999].index).isZero();
        assertThat(comparisons).hasValueLessThan(list.length + 500);
    }

    private static Entry[] list(int size, int ids, int seldom, int seed) {
        Lcg random = new Lcg(seed);
        Entry[] list = new Entry[size];
        int id = random.below(ids);
        boolean collected = false;
        for (int i = 0; i < size; i++) {
            id = random.below(seldom) == 0 ? random.below(ids) : id;
            collected ^= random.below(seldom) == 0;
            list[i] = new Entry(id, collected, i);
        }
        return list;
    }

    /** The same numbers as in the script. */
    private static final class Lcg {
        private int state;

        Lcg(int seed) {
            state = seed;
        }

        int below(int n) {
            state = state * 1664525 + 1013904223;
            return (state >>> 16) % n;
        }
    }
}
