package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate.Entry;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Access;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Frame;
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

/** A client in a room, as the room sees it. Everything but the final fields lives on the room's turns. */
public final class RoomSession {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSession.class);

    private final String id;
    private final Access access;
    private final Connection connection;
    private final Set<Long> presences = new HashSet<>();

    /** What is to be echoed once this turn's updates are durable. */
    private List<Update> owed = new ArrayList<>();
    /** What is durable and goes out at the end of the turn. */
    private List<Update> echoes = new ArrayList<>();

    private int owedTurns;
    private boolean owesKnown;
    private boolean parked;
    private boolean droppedUpdates;
    private boolean spoke;
    private @Nullable Lag lag;

    /**
     * A session that has not entered yet.
     *
     * @param id tells it from all others
     * @param access what it may do
     * @param connection the way out
     */
    public RoomSession(String id, Access access, Connection connection) {
        this.id = id;
        this.access = access;
        this.connection = connection;
    }

    String id() {
        return id;
    }

    @Nullable
    String user() {
        return access.user();
    }

    boolean mayWrite() {
        return access.level() == Access.Level.READ_WRITE;
    }

    Connection connection() {
        return connection;
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
        try (Frame frame = connection.frames().frame(ByteBuffer.wrap(message.encode()))) {
            send(frame);
        }
    }

    /** A transport that throws loses this connection: it has missed something now, and the others must not. */
    void send(Frame frame) {
        try {
            connection.send(frame);
        } catch (RuntimeException e) {
            LOG.error("A transport has thrown, its connection is closed", e);
            close(CloseCode.INTERNAL_ERROR, "sending failed");
        }
    }

    void sendUpdate(Update update) {
        send(new Message.Sync(new SyncMessage.Update(update)));
    }

    void flush() {
        connection.flush();
    }

    void close(CloseCode code, String why) {
        connection.close(code, why);
    }

    // The echo

    void owe(Update update) {
        owed.add(update);
    }

    /** As {@link #owe}, for content that the document had already: a catch-up might leave it out. */
    void oweKnown(Update update) {
        owesKnown = true;
        if (lag == null) {
            owed.add(update);
        } else {
            lag.forgetSeen();
        }
    }

    boolean isOwed() {
        return !owed.isEmpty();
    }

    /** Takes what this turn owes; {@link #settle} has to follow when it is durable. */
    List<Update> takeOwed() {
        List<Update> taken = owed;
        owed = new ArrayList<>();
        owedTurns++;
        return taken;
    }

    /** The updates of one turn are durable. */
    void settle(List<Update> durable) {
        owedTurns--;
        if (lag == null) {
            echoes.addAll(durable);
        }
        if (owedTurns == 0) {
            parked = false;
            owesKnown = false;
        }
    }

    boolean hasUnsettled() {
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

    /** Something of this session waits for other updates: until it is durable, what others' updates bring may hold it. */
    void park() {
        parked = true;
    }

    boolean isParked() {
        return parked;
    }

    /** The room was full: what this session sent is to be asked for again. */
    void markDropped() {
        droppedUpdates = true;
    }

    boolean clearDropped() {
        boolean dropped = droppedUpdates;
        droppedUpdates = false;
        return dropped;
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
