package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.HocuspocusMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session gets to know of what it sent: the echo of its content, or an answer to each of its messages, which the
 * client counts. Lives on the room's turns.
 */
final class Acknowledgements {

    private static final byte[] APPLIED = new HocuspocusMessage.SyncStatus(true).encode();
    /** More echoes than that aren't kept for a session that lags: it gets the whole document. */
    private static final long MAX_KEPT_BYTES = 64 << 10;

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

    /** How many messages were not applied, of which it is not told yet. */
    private int refusals;

    private int owedTurns;
    private boolean keepsOwed;
    /** While it lagged, echoes became due that the catch-up brings. */
    private boolean missed;
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

    /** As {@link #owe}, for content that the document had already: no change tells of it. */
    void oweKnown(Update update) {
        if (!isCounted() && !update.isEmpty()) {
            owed.add(update);
            keepOwed();
        }
    }

    /** What is owed in this turn may hold more than what the turn changes. */
    void keepOwed() {
        keepsOwed = true;
    }

    /** What others have sent as well is kept from this session until it is durable. */
    void withhold(Update update) {
        owed.add(update);
    }

    /** A message was not applied, and is not going to be. */
    void refuse() {
        if (isCounted()) {
            refusals++;
            sendRefusals();
        }
    }

    private void sendRefusals() {
        for (; session.lag() == null && refusals > 0; refusals--) {
            session.send(NOT_APPLIED);
        }
    }

    boolean isOwed() {
        return !owed.isEmpty() || owedAcknowledgements > 0;
    }

    /** Takes what this turn owes, whose number is given; {@link #settle} has to follow when it is durable. */
    Owed takeOwed(long turn) {
        Owed taken = new Owed(owed, owedAcknowledgements, turn, keepsOwed);
        owed = new ArrayList<>();
        owedAcknowledgements = 0;
        keepsOwed = false;
        owedTurns++;
        return taken;
    }

    /** The updates of one turn are durable. */
    void settle(Owed durable) {
        owedTurns--;
        acknowledgements += durable.acknowledgements;
        settle(durable, session.lag());
        if (owedTurns == 0) {
            parked = false;
        }
    }

    private void settle(Owed durable, @Nullable Lag lag) {
        if (lag != null && durable.turn > lag.turn() && !durable.isKept) {
            missed |= !durable.echoes.isEmpty(); // it comes with the catch-up
            return;
        }
        echoes.addAll(durable.echoes);
        if (lag != null && echoBytes() > MAX_KEPT_BYTES) {
            echoes = new ArrayList<>();
            missed = true;
            lag.wantAll(true);
        }
    }

    private long echoBytes() {
        return echoes.stream().mapToLong(echo -> echo.toV1().length).sum();
    }

    /** Whether what it sent on an earlier connection may still wait for the store: then it must not be told in an Update. */
    void waitForEarlier(boolean waits) {
        waitsForEarlier = waits && !isCounted();
    }

    /** Whether an Update might tell this session of content of its own that isn't durable; a SyncStep2 is no echo. */
    boolean mustNotBeTold() {
        return !isCounted() && (waitsForEarlier || hasUnsettled());
    }

    /** Whether an answer to this session might do so, which has no structs but those that it hasn't. */
    boolean mustNotBeAnswered() {
        return !isCounted() && hasUnsettled();
    }

    /** Whether a catch-up is of use: if it has to be no echo, there must be none that it stands for. */
    boolean mayCatchUp() {
        return !missed || !mustNotBeTold();
    }

    /** Whether echoes have become due that are to come with the catch-up. */
    boolean hasMissedEchoes() {
        return missed;
    }

    /** A catch-up that was begun is given up, which may have had some. */
    void missEchoes() {
        missed |= !isCounted();
    }

    /** A catch-up has what was missed so far. */
    void caughtUp() {
        missed = false;
    }

    private boolean hasUnsettled() {
        return owedTurns > 0 || isOwed();
    }

    /** Sends what has become due. */
    void send() {
        if (session.lag() != null) {
            return;
        }
        if (!echoes.isEmpty()) {
            session.sendUpdate(Update.merge(echoes));
            echoes = new ArrayList<>();
        }
        sendRefusals();
        sendCounted();
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
        keepOwed();
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
        private final long turn;
        /** A catch-up from an earlier turn on may lack it. */
        private final boolean isKept;

        private Owed(List<Update> echoes, int acknowledgements, long turn, boolean isKept) {
            this.echoes = echoes;
            this.acknowledgements = acknowledgements;
            this.turn = turn;
            this.isKept = isKept;
        }
    }
}
