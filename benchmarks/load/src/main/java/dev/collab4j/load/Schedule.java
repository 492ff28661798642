package dev.collab4j.load;

/**
 * When somebody was to do something, by the number (clock) of what is done. All that is measured is measured from these
 * times, not from those at which the generator came to it: a server, or a generator, that stalls delays what it should have
 * done meanwhile, and that has to show (no coordinated omission).
 *
 * @param first the clock of the first
 * @param measured the clock of the first that is measured; those before it warm up
 * @param end the clock behind the last
 * @param start when the first is due, by {@link System#nanoTime}
 * @param interval nanoseconds from one to the next
 */
record Schedule(int first, int measured, int end, long start, long interval) {

    /** Nothing is to be done. */
    static final Schedule NONE = new Schedule(0, 0, 0, 0, 0);

    boolean isEmpty() {
        return end == first;
    }

    boolean measures(int clock) {
        return clock >= measured && clock < end;
    }

    /** When this one is due. */
    long at(int clock) {
        return start + (clock - first) * interval;
    }

    /** The same times for the clocks from another one on. */
    Schedule from(int clock) {
        int shift = clock - first;
        return new Schedule(clock, measured + shift, end + shift, start, interval);
    }
}
