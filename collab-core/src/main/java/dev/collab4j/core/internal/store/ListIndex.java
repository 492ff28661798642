package dev.collab4j.core.internal.store;

/** Told of every change in the list of a {@link Branch}, so that positions are found without walking it. */
public interface ListIndex {
    /** {@code item} was linked into the list. */
    void inserted(Item item);

    /** {@code right} was cut off {@code left} and follows it. */
    void split(Item left, Item right);

    /** {@code left} is about to take in {@code right}, which follows it. */
    void merging(Item left, Item right);

    /** {@code item}, which can be seen, is longer or shorter than it was, and can be seen still. */
    void resized(Item item);

    /** The visible length of {@code item} was {@code length} and is 0 now. */
    void hidden(Item item, int length);
}
