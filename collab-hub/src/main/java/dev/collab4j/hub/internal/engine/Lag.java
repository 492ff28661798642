package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a session that can't keep up is owed, in constant memory. */
final class Lag {

    private static final int MAX_REMOVED = 1_000;

    private Map<Long, Entry> removedPresences = Map.of();
    /** The room holds what has changed since. */
    private long turn;

    private boolean wantsAll;
    private boolean asksForMissing;
    private boolean missesPresence;
    private @Nullable StateVector askedFor;
    private @Nullable LongMessage message;
    private int sent;
    private @Nullable StateVector answering;

    Lag(long turn) {
        this.turn = turn;
    }

    /** The turn up to which its client has, or will have got, everything. */
    long turn() {
        return turn;
    }

    void turn(long now) {
        turn = now;
    }

    /** Something is to be sent again that the client may have got before. */
    void wantAll(boolean wants) {
        wantsAll = wants;
    }

    boolean wantsAll() {
        return wantsAll;
    }

    /** The client is to be asked for what isn't here. */
    void askForMissing() {
        asksForMissing = true;
    }

    boolean asksForMissing() {
        return asksForMissing;
    }

    void askFor(@Nullable StateVector target) {
        askedFor = target;
    }

    /** The target of a SyncStep1 that is not answered yet. */
    @Nullable
    StateVector askedFor() {
        return askedFor;
    }

    // What is being sent

    /** What is sent from now on; {@code target} is that of the question which it answers, if it does. */
    void begin(LongMessage of, @Nullable StateVector target) {
        message = of;
        answering = target;
        sent = 0;
    }

    /** Being sent, or sent, and kept as others may be sent the same. */
    @Nullable
    LongMessage message() {
        return message;
    }

    boolean isSending() {
        return message != null && !message.isClosed() && sent < message.size(answering != null);
    }

    void sendNext(RoomSession session) {
        Objects.requireNonNull(message).send(sent++, answering != null, session);
    }

    /** False if not all of it was sent: what it was sent for is to be done again. */
    boolean endMessage() {
        LongMessage ended = Objects.requireNonNull(message);
        message = null;
        if (sent == ended.size(answering != null)) {
            return true;
        }
        wantsAll |= answering == null && ended.from() == Ring.NOTHING;
        askedFor = askedFor == null ? answering : askedFor;
        return false;
    }

    // Presence

    /** Something has changed that it isn't told now. */
    void missedPresence(Collection<Entry> removed) {
        missesPresence = true;
        keep(removed);
    }

    private void keep(Collection<Entry> entries) {
        if (removedPresences.size() + entries.size() <= MAX_REMOVED && !entries.isEmpty()) {
            removedPresences = removedPresences.isEmpty() ? new LinkedHashMap<>() : removedPresences;
            entries.forEach(entry -> removedPresences.put(entry.clientId(), entry));
        } // beyond it they time out at the client
    }

    boolean missesPresence() {
        return missesPresence;
    }

    /** Who has gone, as it was told to the others: the room forgets them sooner than this session may read. */
    Map<Long, Entry> removedPresences() {
        return removedPresences;
    }
}
