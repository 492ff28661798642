package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Access;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.SharedBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client in a room, as the room sees it. Everything but the final fields and the access lives on the room's turns. */
public final class RoomSession {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSession.class);

    private static final byte[] APPLIED = new HocuspocusMessage.SyncStatus(true).encode();
    private static final byte[] NOT_APPLIED = new HocuspocusMessage.SyncStatus(false).encode();

    private final String id;
    private final Client client;
    private final Connection connection;
    private final Set<Long> presences = new HashSet<>();
    private volatile Access access;

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
    private boolean spoke;
    private @Nullable Lag lag;

    /**
     * A session that has not entered yet.
     *
     * @param id tells it from all others
     * @param access what it may do
     * @param client whose it is
     */
    public RoomSession(String id, Access access, Client client) {
        this.id = id;
        this.access = access;
        this.client = client;
        this.connection = client.connection();
    }

    /**
     * What tells it from all others.
     *
     * @return its id
     */
    public String id() {
        return id;
    }

    /**
     * Who it is.
     *
     * @return the user of its access, null if nobody knows
     */
    public @Nullable String user() {
        return access.user();
    }

    /**
     * Whether its edits are taken.
     *
     * @return false if it may only read
     */
    public boolean mayWrite() {
        return access.level() == Access.Level.READ_WRITE;
    }

    /** It was checked again. */
    void access(Access now) {
        access = now;
    }

    Connection connection() {
        return connection;
    }

    ByteBuffer address() {
        return client.address();
    }

    boolean countsAcknowledgements() {
        return client.countsAcknowledgements();
    }

    /** The presence ids that came with this connection and leave with it. */
    Set<Long> presences() {
        return presences;
    }

    /** Whether this is the first message about presence. */
    boolean isFirstPresence() {
        boolean first = !spoke;
        spoke = true;
        return first;
    }

    boolean isWritable() {
        return connection.isWritable();
    }

    void send(Message message) {
        send(message.encode());
    }

    /** A message of the bytes behind the address of this session. */
    void send(byte[] message) {
        try (SharedBody body = connection.frames().body(ByteBuffer.wrap(message))) {
            send(body);
        }
    }

    /** As {@link #send(byte[])}, of bytes that others get, too. */
    void send(SharedBody body) {
        try (Frame frame = connection.frames().frame(address(), body)) {
            send(frame);
        }
    }

    /** A transport that throws loses this connection: it has missed something now, and the others must not. */
    void send(Frame frame) {
        try {
            if (connection.send(frame)) {
                client.sent(frame.length());
            }
        } catch (RuntimeException e) {
            LogContext.of(id, () -> LOG.error("A transport has thrown, its connection is closed", e));
            close(CloseCode.INTERNAL_ERROR, "sending failed");
        }
    }

    void sendUpdate(Update update) {
        send(new Message.Sync(new SyncMessage.Update(update)));
    }

    void flush() {
        connection.flush();
    }

    /**
     * Sends it away from the room. From any thread.
     *
     * @param code why, as a close code
     * @param why why, in a line
     */
    public void close(CloseCode code, String why) {
        client.close(code, why);
    }

    /** Has it authenticated again. From any thread. */
    public void reauthenticate() {
        client.reauthenticate();
    }

    // The acknowledgement: the echo of its content, or a count of its messages

    /** The content of an update of this session was taken. */
    void owe(Update update) {
        if (!countsAcknowledgements()) {
            owed.add(update);
        }
    }

    /** As {@link #owe}, for content that the document had already: a catch-up might leave it out. */
    void oweKnown(Update update) {
        if (!countsAcknowledgements() && !update.isEmpty()) {
            oweEchoOfKnown(update);
        }
    }

    private void oweEchoOfKnown(Update update) {
        owesKnown = true;
        owed.add(update);
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
        if (countsAcknowledgements()) {
            send(NOT_APPLIED);
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
        if (lag == null) {
            echoes.addAll(durable.echoes);
        }
        if (owedTurns == 0) {
            parked = false;
            owesKnown = false;
        }
    }

    /** Whether what it sent on an earlier connection may still wait for the store: then it must not be told in an Update. */
    void waitForEarlier(boolean waits) {
        waitsForEarlier = waits && !countsAcknowledgements();
    }

    boolean waitsForEarlier() {
        return waitsForEarlier;
    }

    /** Whether a catch-up would tell this session of content of its own that isn't durable. */
    boolean mustNotCatchUp() {
        return !countsAcknowledgements() && hasUnsettled();
    }

    private boolean hasUnsettled() {
        return owedTurns > 0 || isOwed();
    }

    /** Takes what is to be echoed now, merged. */
    @Nullable
    Update takeEcho() {
        if (echoes.isEmpty()) {
            return null;
        }
        Update merged = Update.merge(echoes);
        echoes = new ArrayList<>();
        return merged;
    }

    /** One message for each: that is what the client counts. */
    void sendAcknowledgements() {
        for (; acknowledgements > 0; acknowledgements--) {
            send(APPLIED);
        }
    }

    /** Something of this session waits for other updates: until it is durable, what others' updates bring may hold it. */
    void park() {
        parked = true;
    }

    /** Whether updates of others have to wait until what this session sent is durable. */
    boolean isParked() {
        return parked && !countsAcknowledgements();
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
        if (countsAcknowledgements()) {
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

    // The lag

    @Nullable
    Lag lag() {
        return lag;
    }

    void startLag(StateVector seen) {
        lag = new Lag(owesKnown && hasUnsettled() ? StateVector.empty() : seen);
    }

    void endLag() {
        lag = null;
    }

    /** What a session that can't keep up is owed, in constant memory. */
    static final class Lag {

        private static final int MAX_STATE_BYTES = 8 << 10;
        private static final int MAX_REMOVED = 1_000;

        private final Map<Long, Entry> removedPresences = new LinkedHashMap<>();
        private StateVector seen;
        private @Nullable StateVector askedFor;

        private Lag(StateVector seen) {
            this.seen = seen.encode().length > MAX_STATE_BYTES ? StateVector.empty() : seen;
        }

        /** What the session has for certain. */
        StateVector seen() {
            return seen;
        }

        /** Something is to be sent again that the session may have seen before. */
        void forgetSeen() {
            seen = StateVector.empty();
        }

        void askFor(StateVector target) {
            askedFor = target;
        }

        /** The target of a SyncStep1 that is not answered yet. */
        @Nullable
        StateVector askedFor() {
            return askedFor;
        }

        void removed(Collection<Entry> entries) {
            if (removedPresences.size() + entries.size() <= MAX_REMOVED) { // beyond it they time out at the client
                entries.forEach(entry -> removedPresences.put(entry.clientId(), entry));
            }
        }

        /** Who has gone, as it was told to the others: the room forgets them sooner than this session may read. */
        Map<Long, Entry> removedPresences() {
            return removedPresences;
        }
    }
}
