package dev.collab4j.hub.internal.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the hub keeps up, and what it does without while it doesn't, in a fixed order. What is measured is how long
 * the oldest message of a room has waited when the room has its turn, while rooms wait for the executor; the least of an
 * interval counts, as in CoDel (RFC 8289): a burst passes, what is always there is a queue that stands. One room that is
 * behind alone, while the others have their turns, is no overload. Has no clock: time is what {@link #tick} is called
 * by, every {@link #INTERVAL}. Thread-safe.
 */
public final class Overload {

    /** What the hub does without, each together with all before it. */
    public enum Level {
        /** Nothing. */
        NORMAL(0, 0),
        /** Cursors move less often. */
        PRESENCE(1, 1),
        /** Turns are longer, so that more goes into one message. */
        MERGING(2, 20),
        /** Who wants into a room waits. */
        JOINS(3, 40),
        /** New connections are sent away, to come again. */
        CONNECTIONS(4, 60),
        /** Connections are read no faster than their rooms get along. */
        READING(5, 100);

        private static final List<Level> ALL = List.of(values());
        private final int number;
        /** From how many times a fifth of the target on. */
        private final int parts;

        Level(int number, int parts) {
            this.number = number;
            this.parts = parts;
        }

        /**
         * How many other levels come before it.
         *
         * @return the number, from 0 on
         */
        public int number() {
            return number;
        }

        /**
         * Whether {@link #shed} counts what is done without.
         *
         * @return false if that can't be counted
         */
        public boolean isCounted() {
            return this != NORMAL && this != MERGING;
        }

        private Level above() {
            return ALL.get(Math.min(number + 1, ALL.size() - 1));
        }

        private Level below() {
            return ALL.get(Math.max(number - 1, 0));
        }
    }

    /** How often the level is looked at. */
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private static final long NOTHING = Long.MAX_VALUE;
    /** So many intervals have to be calm before a level is left. */
    private static final int CALM_INTERVALS = 10;

    /** Presence is worth the least, so it goes before messages wait as long as they may. */
    private static final int PARTS = 5;

    private static final double MIN_PRESENCE_MILLIS = 33;
    private static final double MAX_PRESENCE_MILLIS = 1_000;
    private static final double SLOWER = 1.5;
    /** From the longest to the shortest in 8 s. */
    private static final double FASTER = 0.958;

    private static final int WIDE_TURNS = 5;
    private static final int WIDEST_TURNS = 10;
    private static final int JOINS_AN_INTERVAL = 200;
    private static final int JOINS_WHEN_BUSY = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);

    private final long partNanos;
    private final Queue<Runnable> joins = new ConcurrentLinkedQueue<>();
    private final Map<Level, LongAdder> shed = new EnumMap<>(Level.class);
    private volatile long least = NOTHING;
    private volatile long leastOfRooms = NOTHING;
    private volatile Level level = Level.NORMAL;
    private volatile double presenceMillis = MIN_PRESENCE_MILLIS;
    private int calm;

    /**
     * A hub that keeps up.
     *
     * @param target how long messages may wait without anything being done about it
     */
    public Overload(Duration target) {
        partNanos = target.dividedBy(PARTS).toNanos();
        for (Level each : Level.ALL) {
            shed.put(each, new LongAdder());
        }
    }

    /** A room has its turn, and the first of its messages had to wait for so long. */
    void waited(long nanos) {
        if (nanos < least) {
            least = nanos; // a higher value of another thread may win: then the next message is the least
        }
    }

    /** A room has its turn, after it was queued for so long. */
    void roomWaited(long nanos) {
        if (nanos < leastOfRooms) {
            leastOfRooms = nanos;
        }
    }

    /**
     * Whether a message waited so long that no more of its connection should be read before the next has had its turn.
     *
     * @param nanos how long
     * @return true if it did
     */
    public boolean isLate(long nanos) {
        return reaches(nanos, Level.READING);
    }

    private boolean reaches(long nanos, Level which) {
        return nanos / which.parts >= partNanos;
    }

    /** The next interval begins. Called by one thread at a time. */
    public void tick() {
        long waited = takeWaited();
        thin(waited);
        if (level != Level.READING && reaches(waited, level.above())) {
            calm = 0;
            change(level.above(), waited);
        } else if (level != Level.NORMAL) {
            calm = waited / level.parts < partNanos / 2 ? calm + 1 : 0;
            if (calm >= CALM_INTERVALS && mayFall()) {
                calm = 0;
                change(level.below(), waited);
            }
        }
        letIn();
    }

    private long takeWaited() {
        long ofMessages = least;
        long ofRooms = leastOfRooms;
        least = NOTHING;
        leastOfRooms = NOTHING;
        boolean stands = ofRooms != NOTHING && ofRooms >= partNanos;
        return stands && ofMessages != NOTHING ? ofMessages : 0;
    }

    private void thin(long waited) {
        double next = presenceMillis * (reaches(waited, Level.PRESENCE) ? SLOWER : FASTER);
        presenceMillis = Math.max(MIN_PRESENCE_MILLIS, Math.min(next, MAX_PRESENCE_MILLIS));
    }

    private boolean mayFall() {
        return level != Level.PRESENCE || presenceMillis == MIN_PRESENCE_MILLIS;
    }

    private void change(Level to, long waited) {
        boolean isWorse = to.compareTo(level) > 0;
        level = to;
        long millis = Duration.ofNanos(waited).toMillis();
        if (to.compareTo(Level.MERGING) >= 0 && isWorse) {
            LOG.warn("The hub doesn't keep up, messages wait {} ms and more: {}", millis, to);
        } else {
            LOG.debug("Messages wait {} ms and more: {}", millis, to);
        }
    }

    private void letIn() {
        int most = letsIn() ? JOINS_AN_INTERVAL : JOINS_WHEN_BUSY;
        for (int i = 0; i < most; i++) {
            Runnable next = joins.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    private boolean letsIn() {
        return level.compareTo(Level.JOINS) < 0;
    }

    /**
     * What the hub does without now.
     *
     * @return the level
     */
    public Level level() {
        return level;
    }

    /** How long a room waits between two messages about presence. */
    Duration presenceInterval() {
        return Duration.ofMillis((long) presenceMillis);
    }

    /** How many times as much as else a turn may do. */
    int turnWidth() {
        if (level.compareTo(Level.MERGING) < 0) {
            return 1;
        }
        return level.compareTo(Level.CONNECTIONS) < 0 ? WIDE_TURNS : WIDEST_TURNS;
    }

    /**
     * Whether there is time for another connection.
     *
     * @return false if it is to come again; that is counted
     */
    public boolean takesConnection() {
        if (level.compareTo(Level.CONNECTIONS) < 0) {
            return true;
        }
        shed(Level.CONNECTIONS);
        return false;
    }

    /**
     * Lets somebody into a room: at once, or when there is time, in order.
     *
     * @param join what lets it in
     */
    public void join(Runnable join) {
        if (letsIn() && joins.isEmpty()) {
            join.run();
        } else {
            shed(Level.JOINS);
            joins.add(join);
        }
    }

    /**
     * Counts something that was done without.
     *
     * @param of at which level
     */
    public void shed(Level of) {
        counter(of).increment();
    }

    /**
     * What was done without so far.
     *
     * @param of at which level
     * @return how often
     */
    public long shedSoFar(Level of) {
        return counter(of).sum();
    }

    private LongAdder counter(Level of) {
        return Objects.requireNonNull(shed.get(of));
    }
}
