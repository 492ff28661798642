package dev.collab4j.core.internal.update;

import java.util.Arrays;

/**
 * Merges two runs of {@link V8Sort} that are neighbours, A and B. The shorter one is set aside; the places of both are
 * filled from the end where it was.
 */
abstract class V8Merge<T> {
    /** So many wins of one run are a reason to go on galloping. */
    static final int MIN_GALLOP = 7;

    final V8Search<T> search;
    final T[] list;
    final T[] aside;
    int leftOfA;
    int leftOfB;
    private int winsOfA;
    private int winsOfB;
    private int minGallop;

    private V8Merge(V8Search<T> search, T[] list, T[] aside, int lengthOfA, int lengthOfB) {
        this.search = search;
        this.list = list;
        this.aside = aside;
        this.leftOfA = lengthOfA;
        this.leftOfB = lengthOfB;
    }

    /** Merges [start, middle) and [middle, end). */
    static <T> V8Merge<T> of(V8Search<T> search, T[] list, int start, int middle, int end) {
        return middle - start <= end - middle
                ? new Rising<>(search, list, start, middle, end)
                : new Falling<>(search, list, start, middle, end);
    }

    /**
     * Merges.
     *
     * @param wins how many wins in a row make it gallop
     * @return how many that are for the next merge
     */
    int run(int wins) {
        minGallop = wins;
        moveFirst();
        while (isOpen()) {
            compareEach();
            if (isOpen()) {
                gallop();
            }
        }
        moveRest();
        return minGallop;
    }

    private void compareEach() {
        winsOfA = 0;
        winsOfB = 0;
        do {
            if (isNextOfB()) {
                moveB(1);
                winsOfB++;
                winsOfA = 0;
            } else {
                moveA(1);
                winsOfA++;
                winsOfB = 0;
            }
        } while (isOpen() && Math.max(winsOfA, winsOfB) < minGallop);
    }

    private void gallop() {
        minGallop++;
        do {
            minGallop = Math.max(1, minGallop - 1);
            if (!gallopOnce()) {
                return;
            }
        } while (Math.max(winsOfA, winsOfB) >= MIN_GALLOP);
        minGallop++;
    }

    /** False if nothing is left to compare. */
    private boolean gallopOnce() {
        winsOfA = countOfA();
        moveA(winsOfA);
        if (isOpen()) {
            moveB(1);
        }
        if (!isOpen()) {
            return false;
        }
        winsOfB = countOfB();
        moveB(winsOfB);
        if (isOpen()) {
            moveA(1);
        }
        return isOpen();
    }

    /** The place of this one is known. */
    abstract void moveFirst();

    /** Whether both have something left; of the one set aside the last one is known to come last. */
    abstract boolean isOpen();

    abstract boolean isNextOfB();

    /** How many of A come before the next of B. */
    abstract int countOfA();

    /** How many of B come before the next of A. */
    abstract int countOfB();

    abstract void moveA(int count);

    abstract void moveB(int count);

    abstract void moveRest();

    /** From the start, A aside. */
    private static final class Rising<T> extends V8Merge<T> {
        private final int end;

        Rising(V8Search<T> search, T[] list, int start, int middle, int end) {
            super(search, list, Arrays.copyOfRange(list, start, middle), middle - start, end - middle);
            this.end = end;
        }

        private int nextOfA() {
            return aside.length - leftOfA;
        }

        private int nextOfB() {
            return end - leftOfB;
        }

        @Override
        void moveFirst() {
            moveB(1);
        }

        @Override
        boolean isOpen() {
            return leftOfA > 1 && leftOfB > 0;
        }

        @Override
        boolean isNextOfB() {
            return search.isBefore(list[nextOfB()], aside[nextOfA()]);
        }

        @Override
        int countOfA() {
            return search.countNotAfter(list[nextOfB()], aside, nextOfA(), leftOfA, 0);
        }

        @Override
        int countOfB() {
            return search.countBefore(aside[nextOfA()], list, nextOfB(), leftOfB, 0);
        }

        @Override
        void moveA(int count) {
            System.arraycopy(aside, nextOfA(), list, end - leftOfA - leftOfB, count);
            leftOfA -= count;
        }

        @Override
        void moveB(int count) {
            System.arraycopy(list, nextOfB(), list, end - leftOfA - leftOfB, count);
            leftOfB -= count;
        }

        @Override
        void moveRest() {
            moveB(leftOfB);
            moveA(leftOfA);
        }
    }

    /** From the end, B aside. */
    private static final class Falling<T> extends V8Merge<T> {
        private final int start;

        Falling(V8Search<T> search, T[] list, int start, int middle, int end) {
            super(search, list, Arrays.copyOfRange(list, middle, end), middle - start, end - middle);
            this.start = start;
        }

        private int nextOfA() {
            return start + leftOfA - 1;
        }

        private int nextOfB() {
            return leftOfB - 1;
        }

        @Override
        void moveFirst() {
            moveA(1);
        }

        @Override
        boolean isOpen() {
            return leftOfA > 0 && leftOfB > 1;
        }

        @Override
        boolean isNextOfB() {
            return !search.isBefore(aside[nextOfB()], list[nextOfA()]);
        }

        @Override
        int countOfA() {
            return leftOfA - search.countNotAfter(aside[nextOfB()], list, start, leftOfA, leftOfA - 1);
        }

        @Override
        int countOfB() {
            return leftOfB - search.countBefore(list[nextOfA()], aside, 0, leftOfB, leftOfB - 1);
        }

        @Override
        void moveA(int count) {
            leftOfA -= count;
            System.arraycopy(list, start + leftOfA, list, start + leftOfA + leftOfB, count);
        }

        @Override
        void moveB(int count) {
            leftOfB -= count;
            System.arraycopy(aside, leftOfB, list, start + leftOfA + leftOfB, count);
        }

        @Override
        void moveRest() {
            moveA(leftOfA);
            moveB(leftOfB);
        }
    }
}
