package dev.collab4j.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories, each from a seed, and shrinks those that fail. Immutable: each method that sets something returns
 * new settings.
 *
 * <p>{@link #check} needs nothing but this; {@link #arbitrary} needs jqwik, which the application has to bring.
 *
 * @param <Op> what a user does
 */
public final class Histories<Op> {
    /** The system property with the seed of one history that {@link #check} is to try alone. */
    public static final String ONLY = "collab.simulation.only";

    private static final int EDIT_PERCENT = 45;

    private final Ops<Op> ops;
    private int minReplicas = 2;
    private int maxReplicas = 5;
    private int minSteps = 1;
    private int maxSteps = 80;
    private Network network = Network.hostile();
    private long seed = 1;

    private Histories(Ops<Op> ops) {
        this.ops = ops;
    }

    /**
     * Histories of 2 to 5 replicas and 1 to 80 steps on a {@link Network#hostile hostile} network.
     *
     * @param ops where edits come from
     * @param <Op> what a user does
     * @return the settings
     */
    public static <Op> Histories<Op> of(Ops<Op> ops) {
        return new Histories<>(Objects.requireNonNull(ops, "ops"));
    }

    private Histories<Op> copy() {
        Histories<Op> copy = new Histories<>(ops);
        copy.minReplicas = minReplicas;
        copy.maxReplicas = maxReplicas;
        copy.minSteps = minSteps;
        copy.maxSteps = maxSteps;
        copy.network = network;
        copy.seed = seed;
        return copy;
    }

    /**
     * Sets how many replicas there are.
     *
     * @param min at least so many, 1 or more
     * @param max at most so many, 30 or fewer
     * @return new settings
     */
    public Histories<Op> replicas(int min, int max) {
        checkRange(min, 1, max, 30);
        Histories<Op> copy = copy();
        copy.minReplicas = min;
        copy.maxReplicas = max;
        return copy;
    }

    /**
     * Sets how many steps there are, edits and what the network does.
     *
     * @param min at least so many, 0 or more
     * @param max at most so many
     * @return new settings
     */
    public Histories<Op> steps(int min, int max) {
        checkRange(min, 0, max, Integer.MAX_VALUE - 1);
        Histories<Op> copy = copy();
        copy.minSteps = min;
        copy.maxSteps = max;
        return copy;
    }

    private static void checkRange(int min, int lowest, int max, int highest) {
        if (min < lowest || max < min || max > highest) {
            throw new IllegalArgumentException("From " + min + " to " + max);
        }
    }

    /**
     * Sets how bad the network is.
     *
     * @param network not null
     * @return new settings
     */
    public Histories<Op> network(Network network) {
        Histories<Op> copy = copy();
        copy.network = Objects.requireNonNull(network, "network");
        return copy;
    }

    /**
     * Sets the seed of the first history that {@link #check} tries; those that follow have the next ones.
     *
     * @param seed 1 by default
     * @return new settings
     */
    public Histories<Op> seed(long seed) {
        Histories<Op> copy = copy();
        copy.seed = seed;
        return copy;
    }

    /**
     * Makes a history.
     *
     * @param seed any number; the same gives the same, as long as the settings are the same
     * @return the history
     */
    public History<Op> generate(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // seeds side by side would begin alike
        int replicas = between(random, minReplicas, maxReplicas);
        int count = between(random, minSteps, maxSteps);
        List<Step<Op>> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(next(random, replicas));
        }
        return new History<>(replicas, network.isCausal(), steps);
    }

    private static int between(Random random, int min, int max) {
        return min + random.nextInt(max - min + 1);
    }

    private Step<Op> next(Random random, int replicas) {
        return random.nextInt(100) < EDIT_PERCENT
                ? new Step.Edit<>(random.nextInt(replicas), ops.next(random))
                : network.next(random, replicas);
    }

    /** What has to be true for a history. */
    @FunctionalInterface
    public interface Property<Op> {
        /**
         * Checks it.
         *
         * @param history the history
         * @throws RuntimeException or an {@code AssertionError} if it isn't true
         */
        void check(History<Op> history);
    }

    /**
     * Tries a property on histories, and shrinks the first one that it doesn't hold for. If the system property
     * {@value #ONLY} is set, only the history of that seed is tried.
     *
     * @param tries how many histories
     * @param property what has to be true for each
     * @throws FailedHistory if it isn't true for one
     */
    public void check(int tries, Property<Op> property) {
        Long only = Long.getLong(ONLY);
        long first = only == null ? seed : only;
        long end = first + (only == null ? tries : 1);
        for (long each = first; each < end; each++) {
            History<Op> history = generate(each);
            if (failure(property, history) != null) {
                throw failed(each, history, property);
            }
        }
    }

    private FailedHistory failed(long failing, History<Op> history, Property<Op> property) {
        History<Op> simplest = new Shrinker<>(ops).shrink(history, candidate -> failure(property, candidate) != null);
        return new FailedHistory(failing, simplest, failure(property, simplest));
    }

    private static <Op> @Nullable Throwable failure(Property<Op> property, History<Op> history) {
        try {
            property.check(history);
            return null;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    /**
     * Returns these histories for a jqwik property, with our way to shrink them. The seed is jqwik's.
     *
     * @return an arbitrary
     */
    public Arbitrary<History<Op>> arbitrary() {
        return ShrinkableHistory.arbitrary(this, new Shrinker<>(ops));
    }
}
