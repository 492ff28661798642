package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A y-websocket client: one connection, one room. */
final class YWebSocketConnection implements ConnectionListener, Membership.Owner {

    private static final int LAST_KNOWN_TYPE = 3;
    private static final int LAST_SINGLE_BYTE_TYPE = 127;
    private static final ByteBuffer NO_ADDRESS = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Socket socket;
    private final Membership membership;
    private final Limits limits;

    YWebSocketConnection(Socket socket, String room) {
        this.socket = socket;
        this.membership = new Membership(socket, room, this);
        this.limits = socket.gate().engine().limits();
    }

    void authenticate() {
        membership.authenticate(QueryParameters.first(socket.handshake().query(), "token"));
    }

    // What the room and the way to it say

    @Override
    public Connection connection() {
        return socket.connection();
    }

    @Override
    public ByteBuffer address() {
        return NO_ADDRESS;
    }

    @Override
    public boolean countsAcknowledgements() {
        return false;
    }

    @Override
    public void sent(int bytes) {
        socket.sent(bytes);
    }

    @Override
    public void sentOwn(int bytes) {
        socket.sentOwn(bytes);
    }

    @Override
    public void close(CloseCode code, String why) {
        socket.close(code, why);
    }

    /** It comes back by itself, with the parameters that its page has by then. */
    @Override
    public void reauthenticate() {
        close(RoomCloseCodes.REAUTHENTICATE, "authenticate again");
    }

    @Override
    public void authenticated(Access access) { // it isn't told
        socket.forgetHandshake(); // it never authenticates again on this connection
    }

    @Override
    public void turnedAway(Membership.Reason reason, String why) {
        close(code(reason), why);
    }

    private static CloseCode code(Membership.Reason reason) {
        return switch (reason) {
            case DENIED -> RoomCloseCodes.FORBIDDEN;
            case DELETED -> RoomCloseCodes.DELETED;
            case TOO_MANY -> RoomCloseCodes.TOO_MANY;
        };
    }

    @Override
    public void sentAway(String why) {
        close(CloseCode.TRY_AGAIN_LATER, why);
    }

    // What the transport says

    @Override
    public void onFrame(ByteBuffer frame) {
        socket.arrived(frame.remaining());
        if (isIgnored(frame)) {
            return;
        }
        socket.lock().lock();
        try {
            if (membership.isIn()) {
                handle(frame);
            } else if (!membership.keep(frame)) {
                socket.refused(Refusal.MALFORMED);
                close(RoomCloseCodes.MALFORMED, "no message");
            }
        } finally {
            socket.lock().unlock();
        }
    }

    /** Types that we don't know belong to extensions of other servers, which ignore them as well. */
    private static boolean isIgnored(ByteBuffer frame) {
        int type = frame.hasRemaining() ? frame.get(frame.position()) : 0;
        return type > LAST_KNOWN_TYPE && type <= LAST_SINGLE_BYTE_TYPE;
    }

    @Override
    public void handle(ByteBuffer frame) {
        int length = frame.remaining();
        if (refuses(MessageSizes.problem(frame, limits)) || isPresenceThatWaits(frame)) {
            return;
        }
        try {
            Message message = Message.decode(frame);
            if (!refuses(MessageSizes.problem(message, limits))) {
                membership.receive(message, length);
            }
        } catch (MalformedUpdateException e) {
            socket.refused(Refusal.MALFORMED);
            close(RoomCloseCodes.MALFORMED, Membership.reason(e));
        }
    }

    private boolean isPresenceThatWaits(ByteBuffer frame) {
        return MessageSizes.isPresence(frame) && membership.receivePresence(frame);
    }

    private boolean refuses(MessageSizes.@Nullable Problem problem) {
        if (problem != null) {
            socket.refused(problem.limit());
            close(RoomCloseCodes.TOO_LARGE, problem.text());
        }
        return problem != null;
    }

    @Override
    public void onWritable() {
        socket.lock().lock();
        try {
            membership.writable();
        } finally {
            socket.lock().unlock();
        }
    }

    @Override
    public void onClosed(CloseCode code, String why) {
        socket.lock().lock();
        try {
            socket.ended(code, RoomCloseCodes.TOO_LARGE);
            membership.leave(Leaving.mayComeBack(code));
        } finally {
            socket.lock().unlock();
        }
    }
}
