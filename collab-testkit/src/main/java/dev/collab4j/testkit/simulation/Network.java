package dev.collab4j.testkit.simulation;

import java.util.Random;

/**
 * How bad the network is, in percent of what happens. Messages are always delayed: until the history delivers them, or
 * to its end.
 */
public final class Network {
    private static final int SYNC_PERCENT = 5;
    private static final int THOUSANDTHS = 1000;

    private final Builder options;

    private Network(Builder builder) {
        options = builder.copy();
    }

    /**
     * A network for algorithms that rely on causal order: each message arrives once, after all that its sender knew. It
     * parts, and replicas crash.
     *
     * @return the network
     */
    public static Network causal() {
        return builder().causal(true).partitions(5).crashes(3).build();
    }

    /**
     * A network that loses, doubles and reorders messages and parts, and replicas crash.
     *
     * @return the network
     */
    public static Network hostile() {
        return builder()
                .loss(15)
                .duplication(15)
                .reordering(50)
                .partitions(5)
                .crashes(5)
                .build();
    }

    /**
     * Starts from a network that delays messages and does nothing worse.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    boolean isCausal() {
        return options.causal;
    }

    /** Something that this network does. */
    <Op> Step<Op> next(Random random, int replicas) {
        int dice = random.nextInt(100);
        if (dice < options.crashes) {
            return new Step.Crash<>(random.nextInt(replicas), random.nextInt(3) > 0);
        }
        if (dice < options.crashes + options.partitions) {
            return new Step.Partition<>(random.nextInt(1 << replicas));
        }
        if (dice < options.crashes + options.partitions + SYNC_PERCENT) {
            int from = random.nextInt(replicas);
            return new Step.Sync<>(from, (from + 1 + random.nextInt(Math.max(1, replicas - 1))) % replicas);
        }
        return new Step.Deliver<>(random.nextInt(replicas), which(random), fate(random.nextInt(100)));
    }

    private double which(Random random) {
        return options.causal || random.nextInt(100) < options.reordering
                ? random.nextInt(THOUSANDTHS + 1) / (double) THOUSANDTHS
                : 0;
    }

    private Step.Fate fate(int dice) {
        if (dice < options.loss) {
            return Step.Fate.IS_LOST;
        }
        return dice < options.loss + options.duplication ? Step.Fate.ARRIVES_AND_STAYS : Step.Fate.ARRIVES;
    }

    /** Options of a network; all are percentages from 0 to 100, 0 by default. */
    public static final class Builder {
        private boolean causal;
        private int loss;
        private int duplication;
        private int reordering;
        private int partitions;
        private int crashes;

        private Builder() {}

        private Builder copy() {
            Builder copy = new Builder();
            copy.causal = causal;
            copy.loss = loss;
            copy.duplication = duplication;
            copy.reordering = reordering;
            copy.partitions = partitions;
            copy.crashes = crashes;
            return copy;
        }

        /**
         * Sets whether messages arrive once and in causal order; among those that may, any is next.
         *
         * @param causal false by default; true excludes loss, duplication and reordering
         * @return this builder
         */
        public Builder causal(boolean causal) {
            this.causal = causal;
            return this;
        }

        /**
         * Sets how many messages are lost. What is lost comes with the next sync, or at the end.
         *
         * @param percent of the messages
         * @return this builder
         */
        public Builder loss(int percent) {
            loss = checked(percent);
            return this;
        }

        /**
         * Sets how many messages may arrive again.
         *
         * @param percent of the messages
         * @return this builder
         */
        public Builder duplication(int percent) {
            duplication = checked(percent);
            return this;
        }

        /**
         * Sets how many messages overtake others.
         *
         * @param percent of the messages
         * @return this builder
         */
        public Builder reordering(int percent) {
            reordering = checked(percent);
            return this;
        }

        /**
         * Sets how often the network parts, or heals.
         *
         * @param percent of the steps that aren't edits
         * @return this builder
         */
        public Builder partitions(int percent) {
            partitions = checked(percent);
            return this;
        }

        /**
         * Sets how often a replica crashes; one time in three it loses its disk.
         *
         * @param percent of the steps that aren't edits
         * @return this builder
         */
        public Builder crashes(int percent) {
            crashes = checked(percent);
            return this;
        }

        private static int checked(int percent) {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException(percent + " percent");
            }
            return percent;
        }

        /**
         * Makes the network.
         *
         * @return the network
         * @throws IllegalArgumentException if a causal network is to lose, double or reorder
         */
        public Network build() {
            if (causal && loss + duplication + reordering > 0) {
                throw new IllegalArgumentException("A causal network loses, doubles and reorders nothing");
            }
            return new Network(this);
        }
    }
}
