package dev.collab4j.core.internal.store;

/** A run of consecutive clocks of one client: an {@link Item}, or a {@link Gc} where only the ids are left. */
public abstract sealed class Struct permits Item, Gc {
    public final ClientLog log;
    public int clock;
    public int length;

    Struct(ClientLog log, int clock, int length) {
        this.log = log;
        this.clock = clock;
        this.length = length;
    }

    /** The first clock after this struct. */
    public final int end() {
        return clock + length;
    }

    public abstract boolean isDeleted();

    /** Takes {@code right}, the next struct of the same log, into this one if Yjs would merge the two. */
    public abstract boolean mergeWith(Struct right);
}
