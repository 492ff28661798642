package dev.collab4j.core.internal.history;

import dev.collab4j.core.internal.store.ClientLog;
import dev.collab4j.core.internal.store.Item;
import dev.collab4j.core.internal.store.Redone;
import dev.collab4j.core.internal.store.Struct;
import dev.collab4j.core.internal.store.TransactionState;
import org.jspecify.annotations.Nullable;

/** From an element that was deleted, and redone, maybe several times, to where it is now. */
public final class RedoneChain {
    /**
     * The newest place of an element.
     *
     * @param offset where in the struct it is
     */
    public record End(Struct struct, int offset) {}

    private RedoneChain() {}

    /** Follows the element {@code clock} of {@code log}, which must be known, without a split. */
    public static End follow(ClientLog log, int clock) {
        ClientLog nextLog = log;
        int nextClock = clock;
        while (true) {
            Struct struct = nextLog.find(nextClock);
            int offset = nextClock - struct.clock;
            Redone place = struct instanceof Item item ? item.log.redone(item) : null;
            if (place == null) {
                return new End(struct, offset);
            }
            nextLog = place.log();
            nextClock = place.clock() + offset;
        }
    }

    /** The item that took the place of {@code item}, cut off at its start; null if none did or it was collected. */
    static @Nullable Item next(TransactionState transaction, Item item) {
        Redone place = item.log.redone(item);
        return place == null || !(cut(transaction, place) instanceof Item next) ? null : next;
    }

    static Struct cut(TransactionState transaction, Redone place) {
        return transaction.store.cleanStart(transaction, place.log(), place.clock());
    }
}
