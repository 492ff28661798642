package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.HocuspocusMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session gets to know of what it sent: the echo of its content, or an answer to each of its messages, which the
 * client counts. Lives on the room's turns.
 */
final class Acknowledgements {

    private static final byte[] APPLIED = new HocuspocusMessage.SyncStatus(true).encode();
    private static final byte[] NOT_APPLIED = new HocuspocusMessage.SyncStatus(false).encode();

    private final RoomSession session;

    /** What is to be echoed once this turn's updates are durable. */
    private List<Update> owed = new ArrayList<>();
    /** What is durable and goes out at the end of the turn. */
    private List<Update> echoes = new ArrayList<>();

    /** How many messages of this turn are to be acknowledged once its updates are durable. */
    private int owedAcknowledgements;
    /** How many acknowledgements can go out. */
    private int acknowledgements;
    /** How many updates were not taken: the next SyncStep2 has what was in them. */
    private int dropped;
    /** The client has asked for the document, and counts that as a message until its own answer is acknowledged. */
    private boolean shakesHands;

    private int owedTurns;
    private boolean owesKnown;
    /** What it sent on an earlier connection may still wait for the store. */
    private boolean waitsForEarlier;

    private boolean parked;
    private boolean asksAgain;

    Acknowledgements(RoomSession session) {
        this.session = session;
    }

    private boolean isCounted() {
        return session.countsAcknowledgements();
    }

    /** The content of an update of this session was taken. */
    void owe(Update update) {
        if (!isCounted()) {
            owed.add(update);
        }
    }

    /** As {@link #owe}, for content that the document had already: a catch-up might leave it out. */
    void oweKnown(Update update) {
        if (!isCounted() && !update.isEmpty()) {
            oweEchoOfKnown(update);
        }
    }

    private void oweEchoOfKnown(Update update) {
        owesKnown = true;
        owed.add(update);
        Lag lag = session.lag();
        if (lag != null) {
            lag.forgetSeen();
        }
    }

    /** What others have sent as well is kept from this session until it is durable. */
    void withhold(Update update) {
        owed.add(update);
    }

    /** A message was not applied, and is not going to be. */
    void refuse() {
        if (isCounted()) {
            session.send(NOT_APPLIED);
        }
    }

    boolean isOwed() {
        return !owed.isEmpty() || owedAcknowledgements > 0;
    }

    /** Takes what this turn owes; {@link #settle} has to follow when it is durable. */
    Owed takeOwed() {
        Owed taken = new Owed(owed, owedAcknowledgements);
        owed = new ArrayList<>();
        owedAcknowledgements = 0;
        owedTurns++;
        return taken;
    }

    /** The updates of one turn are durable. */
    void settle(Owed durable) {
        owedTurns--;
        acknowledgements += durable.acknowledgements;
        if (session.lag() == null) {
            echoes.addAll(durable.echoes);
        }
        if (owedTurns == 0) {
            parked = false;
            owesKnown = false;
        }
    }

    /** Whether what it sent on an earlier connection may still wait for the store: then it must not be told in an Update. */
    void waitForEarlier(boolean waits) {
        waitsForEarlier = waits && !isCounted();
    }

    boolean waitsForEarlier() {
        return waitsForEarlier;
    }

    /** Whether a catch-up tells this session of no content of its own that isn't durable, or doesn't look like its echo. */
    boolean mayCatchUp() {
        return waitsForEarlier || isCounted() || !hasUnsettled();
    }

    /** Whether a catch-up from what is durable might leave out content that this session waits for. */
    boolean owesKnown() {
        return owesKnown && hasUnsettled();
    }

    private boolean hasUnsettled() {
        return owedTurns > 0 || isOwed();
    }

    /** Sends what has become due. */
    void send() {
        if (!echoes.isEmpty()) {
            session.sendUpdate(Update.merge(echoes));
            echoes = new ArrayList<>();
        }
        if (session.lag() == null) {
            sendCounted();
        }
    }

    /** One message for each: that is what the client counts. */
    private void sendCounted() {
        for (; acknowledgements > 0; acknowledgements--) {
            session.send(APPLIED);
        }
    }

    /** Something of this session waits for other updates: until it is durable, what others' updates bring may hold it. */
    void park() {
        parked = true;
    }

    /** Whether updates of others have to wait until what this session sent is durable. */
    boolean isParked() {
        return parked && !isCounted();
    }

    /** The client has asked for the document. */
    void startHandshake() {
        shakesHands = true;
    }

    /** An Update message was taken. */
    void acknowledge() {
        acknowledge(1);
    }

    private void acknowledge(int messages) {
        if (isCounted()) {
            owedAcknowledgements += messages;
        }
    }

    /** A SyncStep2 was taken, with all that was in messages that were not. Unless it ends a handshake it isn't counted itself. */
    void acknowledgeAnswer() {
        acknowledge(shakesHands ? dropped + 1 : dropped);
        shakesHands = false;
        dropped = 0;
    }

    /** An Update message was not taken. */
    void drop() {
        dropped++;
    }

    /** What was not taken is to be asked for again; false if that is to be done anyhow. */
    boolean askAgain() {
        boolean isNew = !asksAgain;
        asksAgain = true;
        return isNew;
    }

    /** So many messages came before this session was in; SyncStep1 asks for what was in them. */
    void droppedBefore(int messages) {
        dropped += messages;
    }

    boolean clearAsksAgain() {
        boolean asks = asksAgain;
        asksAgain = false;
        return asks;
    }

    /** What one turn owes. */
    static final class Owed {

        private final List<Update> echoes;
        private final int acknowledgements;

        private Owed(List<Update> echoes, int acknowledgements) {
            this.echoes = echoes;
            this.acknowledgements = acknowledgements;
        }
    }
}
