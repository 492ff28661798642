package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a turn of a room sends to its sessions. The changes of a turn are merged and encoded once for all who were not
 * among their senders; a sender gets the others' changes at once, and its own as its echo, when they are durable.
 */
final class Outbox {

    /** With more senders in a turn a merge for each costs too much: then each gets the whole when it is durable. */
    private static final int MAX_SEPARATE_SENDERS = 4;

    private final List<Emission> emissions = new ArrayList<>();
    private boolean relays;

    /** A change of the document to be sent; the sender is null for what no local session sent. */
    void emit(@Nullable RoomSession sender, Update update) {
        emissions.add(new Emission(sender, update));
    }

    /**
     * What a SyncStep2 brings in this turn may be what another session has written: it would take it for its echo, so all
     * who look for that get it when it is durable.
     */
    void relay() {
        relays = true;
    }

    /** Whether nothing was changed in this turn so far. */
    boolean isEmpty() {
        return emissions.isEmpty();
    }

    /**
     * Sends this turn's changes to all that keep up; adds to what their senders are owed.
     *
     * @return the changes; null if there are none
     */
    @Nullable
    Update sendChanges(Set<RoomSession> sessions) {
        if (emissions.isEmpty()) {
            relays = false;
            return null;
        }
        Update whole = merge(emissions);
        Set<RoomSession> senders = senders();
        try (SharedFrames frames = new SharedFrames(new Message.Sync(new SyncMessage.Update(whole)).encode())) {
            for (RoomSession session : sessions) {
                if (session.lag() == null) {
                    sendChanges(session, whole, senders, frames);
                } else if (relays && !session.countsAcknowledgements()) {
                    session.acknowledgements().withhold(whole); // with its catch-up
                }
            }
        }
        emissions.clear();
        relays = false;
        return whole;
    }

    private void sendChanges(RoomSession session, Update whole, Set<RoomSession> senders, SharedFrames frames) {
        boolean isSender = senders.contains(session);
        boolean isCrowded = senders.size() > MAX_SEPARATE_SENDERS;
        boolean mustWait = session.acknowledgements().isParked() || relays || (isSender && isCrowded);
        if (mustWait && !session.countsAcknowledgements()) {
            session.acknowledgements().withhold(whole);
        } else if (isSender && !isCrowded) {
            sendOthers(session);
        } else {
            frames.sendTo(session);
        }
    }

    private void sendOthers(RoomSession session) {
        if (emissions.size() == 1) {
            return; // it is its own
        }
        List<Emission> others = emissions.stream()
                .filter(emission -> emission.sender != session)
                .toList();
        if (!others.isEmpty()) {
            session.sendUpdate(merge(others));
        }
    }

    /** Sends the acknowledgements that have become due. */
    static void sendAcknowledgements(Set<RoomSession> sessions) {
        for (RoomSession session : sessions) {
            session.acknowledgements().send();
        }
    }

    /** Sends the same message to some sessions. */
    static void send(Iterable<RoomSession> sessions, byte[] message) {
        try (SharedFrames frames = new SharedFrames(message)) {
            sessions.forEach(frames::sendTo);
        }
    }

    /** Sends presence to all that keep up; of the others it only notes who has gone. */
    static void sendPresence(Set<RoomSession> sessions, AwarenessUpdate presence) {
        List<AwarenessUpdate.Entry> removed = presence.entries().stream()
                .filter(AwarenessUpdate.Entry::removed)
                .toList();
        try (SharedFrames frames = new SharedFrames(new Message.Awareness(presence).encode())) {
            for (RoomSession session : sessions) {
                Lag lag = session.lag();
                if (lag == null) {
                    frames.sendTo(session);
                } else {
                    lag.missedPresence(removed);
                }
            }
        }
    }

    private Set<RoomSession> senders() {
        if (emissions.size() == 1) {
            RoomSession only = emissions.get(0).sender;
            return only == null ? Set.of() : Set.of(only);
        }
        Set<RoomSession> senders = new HashSet<>();
        for (Emission emission : emissions) {
            if (emission.sender != null) {
                senders.add(emission.sender);
            }
        }
        return senders;
    }

    private static Update merge(List<Emission> emissions) {
        if (emissions.size() == 1) {
            return emissions.get(0).update;
        }
        return Update.merge(emissions.stream().map(Emission::update).toList());
    }

    private record Emission(@Nullable RoomSession sender, Update update) {}
}
