package dev.collab4j.core;

import dev.collab4j.core.internal.store.IdRanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ids of all that was deleted, as ranges. Immutable and thread-safe; equal to another one with the same ranges. */
public final class DeleteSet {
    private final Map<Long, List<Range>> ranges;

    private DeleteSet(Map<Long, List<Range>> ranges) {
        this.ranges = Collections.unmodifiableMap(ranges);
    }

    static DeleteSet of(IdRanges ids) {
        Map<Long, List<Range>> ranges = new TreeMap<>();
        ids.entries().forEach(entry -> ranges.put(entry.getKey(), listOf(entry.getValue())));
        return new DeleteSet(ranges);
    }

    private static List<Range> listOf(IdRanges.Ranges ranges) {
        List<Range> list = new ArrayList<>(ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            list.add(new Range(ranges.clock(i), ranges.length(i)));
        }
        return List.copyOf(list);
    }

    /**
     * The ids {@code clock} to {@code clock + length - 1} of one client.
     *
     * @param clock the first clock
     * @param length the number of clocks, at least 1
     */
    public record Range(long clock, long length) {}

    /**
     * Returns the deleted ranges of each client: rising, neither touching nor overlapping.
     *
     * @return an unmodifiable map, clients ascending
     */
    public Map<Long, List<Range>> toMap() {
        return ranges;
    }

    /**
     * Whether an element was deleted.
     *
     * @param id not null
     * @return true if one of the ranges has it
     */
    public boolean contains(Id id) {
        return ranges.getOrDefault(id.client(), List.of()).stream()
                .anyMatch(range -> range.clock <= id.clock() && id.clock() - range.clock < range.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeleteSet set && set.ranges.equals(ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return "DeleteSet" + ranges;
    }
}
