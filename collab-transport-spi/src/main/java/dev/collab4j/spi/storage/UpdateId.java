package dev.collab4j.spi.storage;

import java.util.Comparator;

/**
 * What tells one stored update of a document from all others. Immutable.
 *
 * @param origin who stored it: random for each start of a process
 * @param counter rises with each update that the origin stores for the document
 */
public record UpdateId(long origin, long counter) implements Comparable<UpdateId> {

    private static final Comparator<UpdateId> ORDER =
            Comparator.comparingLong(UpdateId::origin).thenComparingLong(UpdateId::counter);

    @Override
    public int compareTo(UpdateId other) {
        return ORDER.compare(this, other);
    }
}
