package dev.collab4j.core.internal.store;

/**
 * Which tombstones of a document that collects were marks of formats, and so never counted in positions: a tombstone
 * itself doesn't say it. Known of what was collected since this was made; what came or was deleted before is unknown.
 */
public final class CollectedMarks {
    /** After that many it is made anew: some 2 MB, and nobody edits a state that is so many formats old. */
    private static final int CAPACITY = 1 << 16;

    private final IdRanges marks = new IdRanges();
    private final IdRanges unknown = new IdRanges();
    private int size;

    CollectedMarks(IdRanges deleted) {
        unknown.addAll(deleted);
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    void add(Item mark) {
        if (!isFull()) {
            size++;
            marks.add(mark.log.client, mark.clock, mark.length);
        }
    }

    void addUnknown(Item tombstone) {
        unknown.add(tombstone.log.client, tombstone.clock, tombstone.length);
    }

    /** The ids of marks; not to be changed. */
    public IdRanges marks() {
        marks.sortAndMerge();
        return marks;
    }

    /** The ids of tombstones of which nobody knows what they were; not to be changed. */
    public IdRanges unknown() {
        unknown.sortAndMerge();
        return unknown;
    }
}
