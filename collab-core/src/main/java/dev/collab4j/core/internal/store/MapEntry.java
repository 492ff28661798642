package dev.collab4j.core.internal.store;

/** All items ever set for one key of a map, as a list from {@link #head}; the value is the last element of the tail. */
public final class MapEntry {
    public Item head;
    public Item tail;

    MapEntry(Item first) {
        head = first;
        tail = first;
    }
}
