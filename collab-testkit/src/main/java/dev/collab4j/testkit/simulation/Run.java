package dev.collab4j.testkit.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * How a history ended, and what has to be true then. A check that fails throws an {@code AssertionError}; one that
 * doesn't returns this run, so that checks can follow each other.
 *
 * @param <Op> what a user does
 * @param <M> what replicas send each other
 */
public final class Run<Op, M> {
    private static final int ORDERS = 3;
    /** What an empty state may take. */
    private static final int BASE_BYTES = 64;

    private final IntFunction<? extends Replica<Op, M>> factory;
    private final History<Op> history;
    private final List<Replica<Op, M>> replicas;
    private final List<Letter<M>> sent;
    private final int freeId;

    Run(
            IntFunction<? extends Replica<Op, M>> factory,
            History<Op> history,
            List<Replica<Op, M>> replicas,
            List<Letter<M>> sent,
            int freeId) {
        this.factory = factory;
        this.history = history;
        this.replicas = replicas;
        this.sent = sent;
        this.freeId = freeId;
    }

    /**
     * Returns what was sent.
     *
     * @return the messages in an order that is causal, each once
     */
    public List<M> messages() {
        return sent.stream().map(Letter::message).toList();
    }

    /**
     * Returns what users see in the end.
     *
     * @return the view of each replica
     */
    public List<Object> views() {
        return replicas.stream().map(Replica::view).toList();
    }

    /**
     * Returns the replicas as they are in the end, the ones that came back after a crash.
     *
     * @return unmodifiable
     */
    public List<Replica<Op, M>> replicas() {
        return replicas;
    }

    /**
     * Convergence: replicas that know the same show the same, keep the same, and keep their own laws.
     *
     * @return this run
     */
    public Run<Op, M> assertConverged() {
        for (int i = 0; i < replicas.size(); i++) {
            assertLikeTheFirst(replicas.get(i), "Replica " + i);
        }
        replicas.forEach(Run::checkItself);
        return this;
    }

    private static void checkItself(Replica<?, ?> replica) {
        if (replica instanceof SelfChecking checked) {
            checked.check();
        }
    }

    private void assertLikeTheFirst(Replica<Op, M> replica, String who) {
        assertEqual(replica.view(), replicas.get(0).view(), who + " shows");
        assertEqual(replica.state(), replicas.get(0).state(), who + " keeps");
    }

    private static void assertEqual(Object actual, Object expected, String what) {
        if (!Objects.deepEquals(actual, expected)) {
            throw new AssertionError(what + "\n  " + text(actual) + "\nand replica 0\n  " + text(expected));
        }
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }

    /**
     * Commutativity: one who gets the messages in another order that is causal, too, sees the same in the end.
     *
     * @return this run
     */
    public Run<Op, M> assertCommutative() {
        for (int seed = 0; seed < ORDERS; seed++) {
            Replica<Op, M> late = factory.apply(freeId);
            causalOrder(new Random(seed)).forEach(late::receive);
            assertLikeTheFirst(late, "One who got the messages in another order");
        }
        return this;
    }

    private List<M> causalOrder(Random random) {
        List<Letter<M>> open = new ArrayList<>(sent);
        List<M> order = new ArrayList<>();
        BitSet known = new BitSet();
        while (!open.isEmpty()) {
            List<Letter<M>> ready =
                    open.stream().filter(each -> each.isReadyFor(known)).toList();
            Letter<M> next = ready.get(random.nextInt(ready.size()));
            open.remove(next);
            known.or(next.brings());
            order.add(next.message());
        }
        return order;
    }

    /**
     * Idempotence: one who gets each message twice, and then all of them once more, sees the same in the end.
     *
     * @return this run
     */
    public Run<Op, M> assertIdempotent() {
        Replica<Op, M> patient = factory.apply(freeId);
        messages().forEach(message -> {
            patient.receive(message);
            patient.receive(message);
        });
        messages().forEach(patient::receive);
        assertLikeTheFirst(patient, "One who got all messages three times");
        return this;
    }

    /**
     * Bounded metadata: what a replica keeps beyond what a user sees depends on the edits alone, whatever the network
     * did.
     *
     * @param bytesPerEdit how much each edit may leave behind
     * @return this run
     */
    public Run<Op, M> assertMetadataAtMost(int bytesPerEdit) {
        long allowed = BASE_BYTES + (long) bytesPerEdit * history.edits();
        for (Replica<Op, M> replica : replicas) {
            long metadata = replica.storedBytes() - Sizes.of(replica.view());
            if (metadata > allowed) {
                throw new AssertionError("After " + history.edits() + " edits a replica keeps " + metadata
                        + " bytes beside its view, more than " + allowed);
            }
        }
        return this;
    }

    /**
     * Returns a fingerprint of the whole run: of what users saw after each step, and what is kept in the end. The same
     * history of the same algorithm has the same one on any Java.
     *
     * @return SHA-256, in hexadecimal digits
     */
    public String digest() {
        MessageDigest digest = sha256();
        Run<Op, M> again = Simulation.run(
                factory, history, (replica, step, done) -> update(digest, step + " " + text(replica.view())));
        again.replicas.forEach(replica -> update(digest, text(replica.state())));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }
}
