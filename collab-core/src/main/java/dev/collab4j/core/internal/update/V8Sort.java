package dev.collab4j.core.internal.update;

import java.util.Comparator;

/**
 * Sorts as V8 sorts an array, comparison by comparison, so that an order that contradicts itself has the same result: Tim
 * Peters' stable merge sort as Python has it. The JDK has it with other numbers, and refuses such an order.
 */
final class V8Sort<T> {
    /** Lists below this are one run. */
    private static final int MIN_MERGE = 64;
    /** Enough for any list: the lengths of the runs that wait grow like Fibonacci's numbers. */
    private static final int MAX_RUNS = 50;

    private final T[] list;
    private final V8Search<T> search;
    private final int[] starts = new int[MAX_RUNS];
    private final int[] lengths = new int[MAX_RUNS];
    private int runs;
    private int minGallop = V8Merge.MIN_GALLOP;

    private V8Sort(T[] list, Comparator<? super T> order) {
        this.list = list;
        this.search = new V8Search<>(order);
    }

    /** Sorts {@code list} from index {@code from} on. */
    static <T> void sort(T[] list, int from, Comparator<? super T> order) {
        if (list.length - from > 1) {
            new V8Sort<>(list, order).sort(from);
        }
    }

    private void sort(int from) {
        int minRun = minRun(list.length - from);
        int start = from;
        while (start < list.length) {
            start = addRun(start, minRun);
            collapse();
        }
        while (runs > 1) {
            mergeSmaller(runs - 2);
        }
    }

    /** So that the number of runs is a power of two or a little less. */
    private static int minRun(int length) {
        int rest = length;
        int more = 0;
        while (rest >= MIN_MERGE) {
            more |= rest & 1;
            rest >>= 1;
        }
        return rest + more;
    }

    /** Adds what is in order at {@code start}, and more if that is too short; returns where it ends. */
    private int addRun(int start, int minRun) {
        int sorted = endOfSorted(start);
        int end = Math.max(sorted, Math.min(start + minRun, list.length));
        for (int i = sorted; i < end; i++) {
            insert(start, i);
        }
        starts[runs] = start;
        lengths[runs] = end - start;
        runs++;
        return end;
    }

    /** The end of what rises, or strictly falls and then is turned round. */
    private int endOfSorted(int start) {
        int end = start + 1;
        if (end == list.length) {
            return end;
        }
        boolean falls = isBeforePrevious(end);
        do {
            end++;
        } while (end < list.length && isBeforePrevious(end) == falls);
        if (falls) {
            reverse(start, end);
        }
        return end;
    }

    private boolean isBeforePrevious(int index) {
        return search.isBefore(list[index], list[index - 1]);
    }

    private void reverse(int start, int end) {
        for (int i = start, j = end - 1; i < j; i++, j--) {
            T other = list[i];
            list[i] = list[j];
            list[j] = other;
        }
    }

    /** Moves the element at {@code index} to its place among those from {@code start} on. */
    private void insert(int start, int index) {
        T inserted = list[index];
        int place = search.indexAfter(inserted, list, start, index);
        System.arraycopy(list, place, list, place + 1, index - place);
        list[place] = inserted;
    }

    /** Merges until each run is longer than the next one, and than the next two together. */
    private void collapse() {
        while (runs > 1) {
            int n = runs - 2;
            if (!isLongEnough(n - 1) || !isLongEnough(n - 2)) {
                mergeSmaller(n);
            } else if (lengths[n] <= lengths[n + 1]) {
                mergeAt(n);
            } else {
                return;
            }
        }
    }

    private boolean isLongEnough(int n) {
        return n < 0 || lengths[n] > lengths[n + 1] + lengths[n + 2];
    }

    private void mergeSmaller(int n) {
        mergeAt(n > 0 && lengths[n - 1] < lengths[n + 1] ? n - 1 : n);
    }

    /** Merges run {@code n} with the next one. */
    private void mergeAt(int n) {
        merge(starts[n], starts[n + 1], starts[n + 1] + lengths[n + 1]);
        lengths[n] += lengths[n + 1];
        runs--;
        starts[n + 1] = starts[n + 2];
        lengths[n + 1] = lengths[n + 2];
    }

    /** Leaves out what is in its place at both ends. */
    private void merge(int start, int middle, int end) {
        int inPlace = search.countNotAfter(list[middle], list, start, middle - start, 0);
        if (start + inPlace == middle) {
            return;
        }
        int lengthOfB = end - middle;
        int rest = search.countBefore(list[middle - 1], list, middle, lengthOfB, lengthOfB - 1);
        if (rest > 0) {
            minGallop = V8Merge.of(search, list, start + inPlace, middle, middle + rest)
                    .run(minGallop);
        }
    }
}
