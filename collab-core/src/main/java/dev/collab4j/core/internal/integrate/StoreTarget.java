package dev.collab4j.core.internal.integrate;

import dev.collab4j.core.internal.codec.Block;
import dev.collab4j.core.internal.store.TransactionState;

/** Takes blocks into a document. */
record StoreTarget(TransactionState transaction) implements BlockTarget {
    @Override
    public int state(long client) {
        return transaction.store.state(client);
    }

    @Override
    public void integrate(Block block, int offset) {
        Integrator.integrate(transaction, block, offset);
    }

    @Override
    public void pass(Block block) {
        Integrator.cutNeighbours(transaction, block);
    }
}
