package dev.collab4j.core.internal.hot;

/** Lets tests compare the short cuts with the general way. */
public final class Switch {
    /** False sends everything the general way. */
    public static volatile boolean hotPaths = true;

    private Switch() {}
}
