package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/** A place with a replica, from its start to its next crash. */
final class Node<Op, M> {
    private final int id;
    final Replica<Op, M> replica;
    /** The numbers of the edits' messages that it knows. */
    final BitSet known = new BitSet();
    /** What it was told, and told, in order: the disk of a replica that has none of its own. */
    private final List<M> journal = new ArrayList<>();

    Node(IntFunction<? extends Replica<Op, M>> factory, int id) {
        this.id = id;
        this.replica = factory.apply(id);
    }

    /** This replica, stopped and started again. */
    Node<Op, M> restarted(IntFunction<? extends Replica<Op, M>> factory) {
        Node<Op, M> next = new Node<>(factory, id);
        next.known.or(known);
        next.journal.addAll(journal);
        if (replica instanceof Durable old && next.replica instanceof Durable young) {
            young.load(old.save());
        } else {
            journal.forEach(next.replica::receive);
        }
        next.requireView(replica.view());
        return next;
    }

    private void requireView(Object before) {
        if (!Objects.deepEquals(replica.view(), before)) {
            throw new AssertionError(
                    "After a crash a replica shows\n  " + replica.view() + "\nand before\n  " + before);
        }
    }

    List<M> edit(Op op) {
        List<M> messages = replica.edit(op);
        journal.addAll(messages);
        return messages;
    }

    void receive(M message) {
        replica.receive(message);
        journal.add(message);
    }

    void receive(Letter<M> letter) {
        receive(letter.message());
        known.or(letter.brings());
    }

    /** Whether both can find out what one lacks. */
    boolean isSyncingWith(Node<Op, M> other) {
        return replica instanceof Syncing<?> && other.replica instanceof Syncing<?>;
    }

    /** What {@code other}, which is syncing like this one, tells of what this one lacks. */
    @SuppressWarnings("unchecked") // a replica speaks one language
    List<M> ask(Node<Op, M> other) {
        return ((Syncing<M>) other.replica).missing(((Syncing<M>) replica).summary());
    }
}
