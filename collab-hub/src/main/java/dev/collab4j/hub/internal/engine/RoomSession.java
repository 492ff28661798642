package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Access;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.SharedBody;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client in a room, as the room sees it. Everything but the final fields and the access lives on the room's turns. */
public final class RoomSession {

    private static final Logger LOG = LoggerFactory.getLogger(RoomSession.class);

    private final String id;
    private final Client client;
    private final Connection connection;
    private final Set<Long> presences = new HashSet<>();
    private final LatestPresence latestPresence = new LatestPresence();
    private volatile Access access;

    private final Acknowledgements acknowledgements = new Acknowledgements(this);
    private boolean spoke;
    /** Something was sent since the last flush. */
    private boolean hasSent;

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

    /** What it has said about presence that the room hasn't looked at. */
    LatestPresence latestPresence() {
        return latestPresence;
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
        client.sentOwn(message.length);
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
                hasSent = true;
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
        if (hasSent) {
            hasSent = false;
            connection.flush();
        }
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

    /** What it gets to know of what it sent. */
    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** What it is owed while it can't keep up; null while it can. */
    @Nullable
    Lag lag() {
        return lag;
    }

    /** It can't keep up, and has everything up to a turn that is held for it. */
    Lag startLag(long turn) {
        Lag started = new Lag(turn);
        lag = started;
        return started;
    }

    void endLag() {
        lag = null;
    }
}
