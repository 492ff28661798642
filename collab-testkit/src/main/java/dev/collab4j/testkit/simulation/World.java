package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The replicas of a history and what is on its way between them. */
final class World<Op, M> {
    /** A replica that learns something may have something new to tell. */
    private static final int MAX_ROUNDS = 4;

    private final IntFunction<? extends Replica<Op, M>> factory;
    private final boolean causal;
    private final Observer<Op, M> observer;
    private final List<Node<Op, M>> nodes = new ArrayList<>();
    /** Of each place, what is on its way there, in the order in which it was sent. */
    private final List<List<Letter<M>>> ways = new ArrayList<>();

    private final List<Letter<M>> sent = new ArrayList<>();
    private int nextId;
    private int side;

    private World(IntFunction<? extends Replica<Op, M>> factory, History<Op> history, Observer<Op, M> observer) {
        this.factory = factory;
        this.causal = history.causal();
        this.observer = observer;
        for (int i = 0; i < history.replicas(); i++) {
            nodes.add(new Node<>(factory, nextId++));
            ways.add(new ArrayList<>());
        }
    }

    /** Plays a history to its end, where all know the same. */
    static <Op, M> Run<Op, M> play(
            IntFunction<? extends Replica<Op, M>> factory, History<Op> history, Observer<Op, M> observer) {
        World<Op, M> world = new World<>(factory, history, observer);
        history.steps().forEach(world::play);
        world.repair();
        return new Run<>(
                factory, history, world.nodes.stream().map(node -> node.replica).toList(), world.sent, world.nextId);
    }

    private void play(Step<Op> step) {
        int at = place(step);
        if (at >= 0) {
            observer.see(nodes.get(at).replica, step, false);
        }
        if (step instanceof Step.Edit<Op> edit) {
            edit(edit);
        } else if (step instanceof Step.Deliver<Op> delivery) {
            deliver(delivery);
        } else if (step instanceof Step.Sync<Op> sync) {
            sync(sync);
        } else if (step instanceof Step.Crash<Op> crash) {
            crash(crash);
        } else if (step instanceof Step.Partition<Op> partition) {
            side = partition.side();
        }
        if (at >= 0) {
            observer.see(nodes.get(at).replica, step, true);
        }
    }

    /** The place where something changes, -1 if none does. */
    private static int place(Step<?> step) {
        if (step instanceof Step.Edit<?> edit) {
            return edit.at();
        }
        if (step instanceof Step.Deliver<?> delivery) {
            return delivery.to();
        }
        if (step instanceof Step.Sync<?> sync) {
            return sync.to();
        }
        return step instanceof Step.Crash<?> crash ? crash.at() : -1;
    }

    private void edit(Step.Edit<Op> edit) {
        Node<Op, M> node = nodes.get(edit.at());
        node.edit(edit.op()).forEach(message -> send(node, edit.at(), message));
    }

    private void send(Node<Op, M> node, int at, M message) {
        Letter<M> letter = Letter.ofEdit(sent.size(), at, message, node.known);
        sent.add(letter);
        node.known.or(letter.brings());
        for (int to = 0; to < nodes.size(); to++) {
            if (to != at) {
                ways.get(to).add(letter);
            }
        }
    }

    private void deliver(Step.Deliver<Op> delivery) {
        Letter<M> letter = next(delivery);
        if (letter == null) {
            return;
        }
        if (delivery.fate() != Step.Fate.ARRIVES_AND_STAYS) {
            ways.get(delivery.to()).remove(letter);
        }
        if (delivery.fate() != Step.Fate.IS_LOST) {
            nodes.get(delivery.to()).receive(letter);
        }
    }

    private @Nullable Letter<M> next(Step.Deliver<Op> delivery) {
        List<Letter<M>> open = ways.get(delivery.to()).stream()
                .filter(letter -> isTogether(letter.at(), delivery.to()) && mayArrive(letter, delivery.to()))
                .toList();
        return open.isEmpty() ? null : open.get((int) Math.round(delivery.which() * (open.size() - 1)));
    }

    private boolean mayArrive(Letter<M> letter, int to) {
        BitSet known = nodes.get(to).known;
        return !causal || (letter.isNewFor(known) && letter.isReadyFor(known));
    }

    private boolean isTogether(int one, int other) {
        return ((side >> one) & 1) == ((side >> other) & 1);
    }

    /**
     * In a causal network at once; else the answer has to find its way, and the one who asked may know more by then.
     */
    private void sync(Step.Sync<Op> sync) {
        if (sync.from() == sync.to() || !isTogether(sync.from(), sync.to())) {
            return;
        }
        Node<Op, M> from = nodes.get(sync.from());
        Node<Op, M> to = nodes.get(sync.to());
        if (causal || !to.isSyncingWith(from)) {
            repair(sync.from(), sync.to());
        } else {
            to.ask(from)
                    .forEach(message ->
                            ways.get(sync.to()).add(Letter.ofAnswer(sync.from(), message, from.known, to.known)));
        }
    }

    /** One learns at once all that another one knows. */
    private void repair(int fromPlace, int toPlace) {
        Node<Op, M> from = nodes.get(fromPlace);
        Node<Op, M> to = nodes.get(toPlace);
        if (to.isSyncingWith(from)) {
            to.ask(from).forEach(to::receive);
            to.known.or(from.known);
        } else {
            sent.stream()
                    .filter(letter -> letter.isNewFor(to.known) && !letter.isNewFor(from.known))
                    .forEach(to::receive);
        }
    }

    private void crash(Step.Crash<Op> crash) {
        Node<Op, M> old = nodes.get(crash.at());
        nodes.set(crash.at(), crash.keepsDisk() ? old.restarted(factory) : new Node<>(factory, nextId++));
    }

    /** All tell the first one what it lacks, which then tells them. */
    private void repair() {
        side = 0;
        for (int round = 0; round < MAX_ROUNDS && !(round > 0 && isEven()); round++) {
            IntStream.range(1, nodes.size()).forEach(from -> repair(from, 0));
            deliverLastWords();
            IntStream.range(1, nodes.size()).forEach(to -> repair(0, to));
        }
    }

    private boolean isEven() {
        Object first = nodes.get(0).replica.state();
        return nodes.stream().allMatch(node -> Objects.deepEquals(node.replica.state(), first));
    }

    /** What only those knew that are gone; in the order of sending, so in causal order. */
    private void deliverLastWords() {
        Node<Op, M> first = nodes.get(0);
        sent.stream().filter(letter -> letter.isNewFor(first.known)).forEach(first::receive);
    }
}
