package dev.collab4j.hub.internal.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What has happened in a hub so far, at the price of an addition each. Thread-safe. */
public final class Tally {

    private final LongAdder messagesIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder lags = new LongAdder();
    private final LongAdder ringBytes = new LongAdder();
    private final LongAdder droppedStateless = new LongAdder();
    private final LongAdder evictedForSpace = new LongAdder();
    private final LongAdder evictedForTime = new LongAdder();
    private final Map<Found, LongAdder> visits = new EnumMap<>(Found.class);
    private final Map<Refusal, LongAdder> refusals = new EnumMap<>(Refusal.class);

    /** What somebody finds who comes to a room. */
    public enum Found {
        /** Its document. */
        LOADED,
        /** Its document as bytes. */
        ENCODED,
        /** A load that runs. */
        LOADING,
        /** Nothing: the store is read. */
        ABSENT
    }

    /** A tally of nothing. */
    public Tally() {
        for (Found found : Found.values()) {
            visits.put(found, new LongAdder());
        }
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    /**
     * A message has come.
     *
     * @param bytes its size
     */
    public void received(int bytes) {
        messagesIn.increment();
        bytesIn.add(bytes);
    }

    /**
     * A message goes out.
     *
     * @param bytes its size
     */
    public void sent(int bytes) {
        messagesOut.increment();
        bytesOut.add(bytes);
    }

    /**
     * Something isn't taken.
     *
     * @param why the limit or the rule
     */
    public void refused(Refusal why) {
        adder(why).increment();
    }

    /** A session has fallen behind. */
    void lagged() {
        lags.increment();
    }

    /** A room keeps more, or less, for those who have fallen behind. */
    void ring(long bytes) {
        if (bytes != 0) {
            ringBytes.add(bytes);
        }
    }

    /** A payload of the application isn't sent to sessions that have fallen behind. */
    void droppedStateless(int sessions) {
        droppedStateless.add(sessions);
    }

    /** A room that nobody uses has left memory. */
    void evicted(boolean forSpace) {
        (forSpace ? evictedForSpace : evictedForTime).increment();
    }

    /** Somebody has come to a room. */
    void visited(Found found) {
        Objects.requireNonNull(visits.get(found)).increment();
    }

    /**
     * How often somebody has come to a room.
     *
     * @param found what was there
     * @return the number
     */
    public long visits(Found found) {
        return Objects.requireNonNull(visits.get(found)).sum();
    }

    /**
     * The messages that came.
     *
     * @return their number
     */
    public long messagesIn() {
        return messagesIn.sum();
    }

    /**
     * The size of the messages that came.
     *
     * @return the bytes
     */
    public long bytesIn() {
        return bytesIn.sum();
    }

    /**
     * The messages that went out.
     *
     * @return their number
     */
    public long messagesOut() {
        return messagesOut.sum();
    }

    /**
     * The size of the messages that went out.
     *
     * @return the bytes
     */
    public long bytesOut() {
        return bytesOut.sum();
    }

    /**
     * How often a session has fallen behind.
     *
     * @return the number
     */
    public long lags() {
        return lags.sum();
    }

    /**
     * What rooms keep for sessions that have fallen behind.
     *
     * @return the bytes of all
     */
    public long ringBytes() {
        return ringBytes.sum();
    }

    /**
     * How often a payload of the application wasn't sent to a session as it had fallen behind.
     *
     * @return the number
     */
    public long droppedStateless() {
        return droppedStateless.sum();
    }

    /**
     * The rooms that left memory as others needed it.
     *
     * @return their number
     */
    public long evictedForSpace() {
        return evictedForSpace.sum();
    }

    /**
     * The rooms that left memory as nobody had used them for long.
     *
     * @return their number
     */
    public long evictedForTime() {
        return evictedForTime.sum();
    }

    /**
     * How often something wasn't taken.
     *
     * @param why the limit or the rule
     * @return the number
     */
    public long refusals(Refusal why) {
        return adder(why).sum();
    }

    private LongAdder adder(Refusal why) {
        return Objects.requireNonNull(refusals.get(why));
    }
}
