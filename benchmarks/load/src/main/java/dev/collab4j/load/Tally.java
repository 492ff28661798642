package dev.collab4j.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What the clients of a loop have seen. It belongs to that loop, so counting costs nothing. */
final class Tally {

    private static final long MIN_NANOS = 1_000;
    private static final long MAX_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int DIGITS = 3;

    long messages;
    long bytes;
    /** Letters that reached somebody else than who typed them. */
    long delivered;
    /** Of these, those of the time that is measured. */
    long measured;
    /** Letters that came again. */
    long repeated;
    /** Moves that reached somebody else. */
    long moves;

    long presences;
    long refused;
    long unknown;
    long closed;
    /** What was due but could not be sent, as its connection was gone. */
    long unsent;

    /** From when a letter was due until it was with another client. */
    final Histogram latency = histogram();
    /** From when a letter was due until the server said that it has it: its status (Hocuspocus) or its echo. */
    final Histogram acknowledged = histogram();
    /** From when a move was due until it was with another client. */
    final Histogram moved = histogram();
    /** By how much the generator itself was late. */
    final Histogram lag = histogram();

    /** From 1 microsecond to 10 minutes, in nanoseconds. */
    static Histogram histogram() {
        return new Histogram(MIN_NANOS, MAX_NANOS, DIGITS);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), MAX_NANOS));
    }

    void add(Tally other) {
        messages += other.messages;
        bytes += other.bytes;
        delivered += other.delivered;
        measured += other.measured;
        repeated += other.repeated;
        moves += other.moves;
        presences += other.presences;
        refused += other.refused;
        unknown += other.unknown;
        closed += other.closed;
        unsent += other.unsent;
        latency.add(other.latency);
        acknowledged.add(other.acknowledged);
        moved.add(other.moved);
        lag.add(other.lag);
    }
}
