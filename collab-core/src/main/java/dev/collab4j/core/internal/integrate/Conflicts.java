package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.store.Sibling;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order of what was inserted at one place concurrently: YATA, as Yjs has it. */
public final class Conflicts {
    private Conflicts() {}

    /**
     * Finds the left neighbour of {@code item}, which isn't among its siblings yet.
     *
     * <p>Invariant: all siblings scanned lie between the origin and {@code right}; those scanned since {@code left} was
     * last moved conflict with {@code item}, the ones before are settled to its left. One of the same origin goes to the
     * left if its client is smaller; one whose origin lies among the scanned ones belongs to that one, wherever it goes;
     * any other ends the scan.
     *
     * @param start what it was inserted after, null for the beginning
     * @param first the sibling behind that
     * @param right what it was inserted before, null for the end
     */
    public static <S extends Sibling<S>> @Nullable S findLeft(
            S item, @Nullable S start, @Nullable S first, @Nullable S right) {
        if (first == null) {
            return start;
        }
        S left = start;
        S other = first;
        Map<Object, Integer> scanned = null;
        int count = 0;
        int conflictsFrom = 0;
        while (other != null && other != right) {
            if (item.hasSameOrigin(other)) {
                if (other.client() < item.client()) {
                    left = other;
                    conflictsFrom = count + 1;
                } else if (item.hasSameRightOrigin(other)) {
                    break;
                }
            } else {
                scanned = scanned == null ? numbered(first, other) : scanned;
                Integer origin = scanned.get(other.originHolder());
                if (origin == null) {
                    break;
                }
                if (origin < conflictsFrom) {
                    left = other;
                    conflictsFrom = count + 1;
                }
            }
            if (scanned != null) {
                scanned.put(other, count);
            }
            count++;
            other = other.right();
        }
        return left;
    }

    /** Numbers the siblings from {@code first} on, before {@code end}: mostly all have the same origin and nobody asks. */
    private static <S extends Sibling<S>> Map<Object, Integer> numbered(S first, S end) {
        Map<Object, Integer> numbers = new HashMap<>(); // siblings are equal only to themselves
        for (S sibling = first; sibling != null && sibling != end; sibling = sibling.right()) {
            numbers.put(sibling, numbers.size());
        }
        return numbers;
    }
}
