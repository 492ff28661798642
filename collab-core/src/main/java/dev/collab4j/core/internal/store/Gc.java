package dev.collab4j.core.internal.store;

/** Ids whose content, position and parent are forgotten. */
public final class Gc extends Struct {
    public Gc(ClientLog log, int clock, int length) {
        super(log, clock, length);
    }

    @Override
    public boolean isDeleted() {
        return true;
    }

    @Override
    public boolean mergeWith(Struct right) {
        if (!(right instanceof Gc)) {
            return false;
        }
        length += right.length;
        return true;
    }
}
