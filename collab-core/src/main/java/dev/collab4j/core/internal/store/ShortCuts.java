package dev.collab4j.core.internal.store;

/** Lets tests compare the short cuts with the general way. */
public final class ShortCuts {
    /** False sends everything the general way. */
    public static volatile boolean taken = true;

    private ShortCuts() {}
}
