package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.hub.internal.engine.RoomSession;
import dev.collab4j.hub.internal.engine.Visit;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A y-websocket client: first it is authenticated and its room is loaded, while reading is paused and what has been read
 * already waits; from then on its messages go to the room's turns. The lock guards the way from one to the other.
 */
final class YWebSocketConnection implements ConnectionListener, Visit {

    private static final int AWARENESS = 1;
    private static final int LAST_KNOWN_TYPE = 3;
    private static final int LAST_SINGLE_BYTE_TYPE = 127;
    private static final Access GONE = Access.denied("the connection is closed");
    private static final Logger LOG = LoggerFactory.getLogger(YWebSocketConnection.class);

    private final YWebSocketProtocol protocol;
    private final Connection connection;
    private final String roomName;
    private final String sessionId;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Inbound> beforeJoin = new ArrayList<>();
    private @Nullable RoomSession session;
    private @Nullable RoomActor room;
    private @Nullable Future<?> deadline;
    private long unprocessedBytes;
    private boolean paused;
    private boolean closed;

    YWebSocketConnection(YWebSocketProtocol protocol, Connection connection, String roomName, String sessionId) {
        this.protocol = protocol;
        this.connection = connection;
        this.roomName = roomName;
        this.sessionId = sessionId;
        this.limits = protocol.engine().limits();
    }

    void close(CloseCode code, String why) {
        connection.close(code, why);
    }

    // Joining

    void authenticate(Handshake handshake) {
        connection.pauseReading();
        deadline = protocol.engine()
                .scheduler()
                .schedule(
                        this::joinTooSlow,
                        protocol.engine().options().joinTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        String token = QueryParameters.first(handshake.query(), "token");
        protocol.authentications()
                .call(
                        () -> isClosed() ? GONE : protocol.access().check(roomName, token, handshake),
                        Runnable::run,
                        this::authenticated,
                        this::authenticationFailed);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void joinTooSlow() {
        close(CloseCode.TRY_AGAIN_LATER, "joining took too long");
    }

    private void authenticationFailed(Throwable why) {
        LOG.warn("The authenticator failed", why);
        close(CloseCode.TRY_AGAIN_LATER, "access can't be checked now");
    }

    private void authenticated(@Nullable Access access) {
        if (access == null) {
            authenticationFailed(new IllegalStateException("the authenticator returned null"));
        } else if (access.level() == Access.Level.DENIED) {
            close(RoomCloseCodes.FORBIDDEN, access.reason());
        } else {
            session = new RoomSession(sessionId, access, connection);
            protocol.registry().visit(roomName, this);
        }
    }

    @Override
    public void enter(RoomActor entered) {
        lock.lock();
        try {
            cancelDeadline();
            if (closed || session == null) {
                return;
            }
            entered.enter(session);
            room = entered;
            beforeJoin.forEach(this::forward);
            beforeJoin.clear();
            resumeIfProcessed();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void failed(Throwable why) {
        if (why instanceof StorageException refusal && refusal.kind() == StorageException.Kind.REFUSED) {
            close(RoomCloseCodes.DELETED, "the document was deleted");
        } else {
            close(CloseCode.TRY_AGAIN_LATER, "the document can't be loaded now");
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    // Frames

    @Override
    public void onFrame(ByteBuffer frame) {
        int length = frame.remaining();
        if (isIgnored(frame)) {
            return;
        }
        if (length > 0 && frame.get(frame.position()) == AWARENESS && length > limits.maxPresenceBytes()) {
            close(RoomCloseCodes.TOO_LARGE, "a presence of " + length + " bytes");
            return;
        }
        try {
            accept(new Inbound(Message.decode(frame), length));
        } catch (MalformedUpdateException e) {
            close(RoomCloseCodes.MALFORMED, RoomCloseCodes.reason(e));
        }
    }

    /** Types that we don't know belong to extensions of other servers, which ignore them as well. */
    private static boolean isIgnored(ByteBuffer frame) {
        int type = frame.hasRemaining() ? frame.get(frame.position()) : 0;
        return type > LAST_KNOWN_TYPE && type <= LAST_SINGLE_BYTE_TYPE;
    }

    private void accept(Inbound inbound) {
        if (inbound.updateBytes() > limits.maxUpdateBytes()) {
            close(RoomCloseCodes.TOO_LARGE, "an update of " + inbound.updateBytes() + " bytes");
            return;
        }
        lock.lock();
        try {
            if (!closed) {
                unprocessedBytes += inbound.bytes;
                forwardOrKeep(inbound);
                pauseIfTooMuch();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forwardOrKeep(Inbound inbound) {
        if (room != null) {
            forward(inbound);
        } else if (unprocessedBytes <= (long) limits.maxFrameBytes() + limits.maxUnprocessedBytes()) {
            beforeJoin.add(inbound);
        } else {
            close(CloseCode.TOO_BIG, "too much before the room was joined");
        }
    }

    private void forward(Inbound inbound) {
        if (room != null && session != null) {
            room.receive(session, inbound.message, () -> processed(inbound.bytes));
        }
    }

    private void pauseIfTooMuch() {
        if (!paused && unprocessedBytes > limits.maxUnprocessedBytes()) {
            paused = true;
            connection.pauseReading();
        }
    }

    private void processed(int bytes) {
        lock.lock();
        try {
            unprocessedBytes -= bytes;
            if (paused) {
                resumeIfProcessed();
            }
        } finally {
            lock.unlock();
        }
    }

    private void resumeIfProcessed() {
        if (unprocessedBytes <= limits.maxUnprocessedBytes() / 2) {
            paused = false;
            connection.resumeReading();
        } else {
            paused = true;
        }
    }

    @Override
    public void onWritable() {
        lock.lock();
        try {
            if (room != null && session != null) {
                room.writable(session);
            }
        } finally {
            lock.unlock();
        }
    }

    // The end

    @Override
    public void onClosed(CloseCode code, String why) {
        protocol.forget(this);
        lock.lock();
        try {
            closed = true;
            cancelDeadline();
            beforeJoin.clear();
            if (room != null && session != null) {
                room.leave(session, mayComeBack(code));
            } else {
                protocol.registry().forget(roomName, this);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who leaves on purpose closes with 1000 or 1001; who was sent away for good got 44xx. */
    private static boolean mayComeBack(CloseCode code) {
        boolean permanent = code.value() >= 4400 && code.value() < 4500;
        return !permanent && !code.equals(CloseCode.NORMAL) && !code.equals(CloseCode.GOING_AWAY);
    }

    private record Inbound(Message message, int bytes) {

        private int updateBytes() {
            if (message instanceof Message.Sync sync) {
                return length(sync.message());
            }
            return 0;
        }

        private static int length(SyncMessage message) {
            if (message instanceof SyncMessage.Step2 step2) {
                return length(step2.update());
            }
            return message instanceof SyncMessage.Update update ? length(update.update()) : 0;
        }

        private static int length(Update update) {
            return update.toV1().length;
        }
    }
}
