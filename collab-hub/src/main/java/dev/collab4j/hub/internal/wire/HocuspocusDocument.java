package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.protocol.HocuspocusFrame;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.LogContext;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.hub.internal.engine.RoomSession;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A document that a HocuspocusProvider has opened on its socket. The socket's lock guards it. */
final class HocuspocusDocument implements Membership.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(HocuspocusDocument.class);
    private static final int AUTH = 2;
    private static final int CLOSE = 7;
    private static final String STATELESS_FAILED = "What a client sent past the document failed here";
    private static final String DENIED = "permission-denied";
    private static final String CLOSED_BY_CLIENT = "provider_initiated";

    private final HocuspocusConnection owner;
    private final Socket socket;
    private final String address;
    private final ByteBuffer encodedAddress;
    private final Membership membership;
    private final OrderedCalls calls;
    private @Nullable String providerVersion;
    private boolean turnedAway;

    HocuspocusDocument(HocuspocusConnection owner, Socket socket, String address, String room) {
        this.owner = owner;
        this.socket = socket;
        this.address = address;
        this.encodedAddress =
                ByteBuffer.wrap(HocuspocusFrame.encodeAddress(address)).asReadOnlyBuffer();
        this.membership = new Membership(socket, room, this);
        this.calls = new OrderedCalls(
                socket.gate().hostCalls(), why -> LogContext.in(room, () -> LOG.error(STATELESS_FAILED, why)));
    }

    String addressText() {
        return address;
    }

    boolean hasAsked() {
        return membership.hasAsked();
    }

    // What its client says

    /** A message behind its address. */
    void receive(ByteBuffer message) {
        int type = message.get(message.position());
        if (type == AUTH) {
            receiveAuth(HocuspocusMessage.decode(message));
        } else if (type == CLOSE) {
            closedByClient();
        } else if (membership.isIn()) {
            handle(message);
        } else {
            receiveBefore(message);
        }
    }

    private void receiveAuth(HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Token token) {
            providerVersion = token.providerVersion() == null ? providerVersion : token.providerVersion();
            turnedAway = false;
            membership.authenticate(token.token().isEmpty() ? null : token.token());
        }
    }

    /** Whether a message opens its document: what comes before the token, or after CLOSE, doesn't. */
    static boolean isOpenedBy(ByteBuffer message) {
        return message.hasRemaining() && (message.get(message.position()) == AUTH || BeforeJoin.isQuestion(message));
    }

    /** A provider of version 2 without a token begins with its question. */
    private void receiveBefore(ByteBuffer message) {
        if (BeforeJoin.isQuestion(message) && !turnedAway && !membership.hasAsked()) {
            membership.authenticate(null);
        }
        if (!membership.keep(message) && !turnedAway) {
            socket.refused(Refusal.BEFORE_AUTHENTICATION);
            membership.turnAway("a message of " + message.remaining() + " bytes before the document is open");
        }
    }

    private void closedByClient() {
        leave(false);
        owner.forget(this);
        if (knowsClose()) {
            send(new HocuspocusMessage.Close(CLOSED_BY_CLIENT));
        }
    }

    @Override
    public void handle(ByteBuffer message) {
        int length = message.remaining();
        if (refuses(MessageSizes.problem(message, limits())) || isPresenceThatWaits(message)) {
            return;
        }
        try {
            handle(HocuspocusMessage.decode(message), length);
        } catch (MalformedUpdateException e) {
            socket.refused(Refusal.MALFORMED);
            membership.turnAway(Membership.reason(e));
        }
    }

    private boolean isPresenceThatWaits(ByteBuffer message) {
        return MessageSizes.isPresence(message) && membership.receivePresence(message);
    }

    private Limits limits() {
        return socket.gate().engine().limits();
    }

    private boolean refuses(MessageSizes.@Nullable Problem problem) {
        if (problem != null) {
            socket.refused(problem.limit());
            membership.turnAway(problem.text());
        }
        return problem != null;
    }

    private void handle(HocuspocusMessage message, int length) {
        if (message instanceof HocuspocusMessage.Sync sync) {
            receive(new Message.Sync(sync.message()), length);
        } else if (message instanceof HocuspocusMessage.Awareness awareness) {
            receive(new Message.Awareness(awareness.update()), length);
        } else if (message instanceof HocuspocusMessage.Stateless payload) {
            receiveStateless(payload.payload(), length);
        } else if (message instanceof HocuspocusMessage.BroadcastStateless) {
            socket.refused(Refusal.MALFORMED);
            membership.turnAway("clients don't broadcast");
        }
        // The rest is for servers among each other or for clients, or of a later version
    }

    private void receive(Message message, int length) {
        if (!refuses(MessageSizes.problem(message, limits()))) {
            membership.receive(message, length);
        }
    }

    private void receiveStateless(String payload, int length) {
        RoomActor room = membership.room();
        RoomSession sender = membership.session();
        socket.received(length);
        calls.add(() -> {
            try {
                owner.stateless().receive(room, sender, payload);
            } finally {
                socket.processed(length);
            }
            return null;
        });
    }

    void writable() {
        membership.writable();
    }

    void leave(boolean mayComeBack) {
        membership.leave(mayComeBack);
    }

    // What the room and the way to it say

    @Override
    public Connection connection() {
        return socket.connection();
    }

    @Override
    public ByteBuffer address() {
        return encodedAddress;
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
    public boolean countsAcknowledgements() {
        return true;
    }

    @Override
    public void authenticated(Access access) {
        send(new HocuspocusMessage.Authenticated(access.level() == Access.Level.READ_ONLY));
    }

    @Override
    public void turnedAway(Membership.Reason reason, String why) {
        turnedAway = true;
        tellThatItIsOver(why);
    }

    @Override
    public void sentAway(String why) {
        socket.close(CloseCode.TRY_AGAIN_LATER, why);
    }

    /** What is wrong with this document is told by messages and leaves the others alone; all else ends the socket. */
    @Override
    public void close(CloseCode code, String why) {
        if (!Leaving.isPermanent(code)) {
            socket.close(code, why);
            return;
        }
        socket.lock().lock();
        try {
            membership.turnAway(why);
        } finally {
            socket.lock().unlock();
        }
    }

    /** Asks for the token. A provider of version 2 doesn't know that, and versions 2 and 3 don't say which they are. */
    @Override
    public void reauthenticate() {
        send(new HocuspocusMessage.TokenRequest());
        membership.expectToken(this::notAuthenticatedAgain);
    }

    private void notAuthenticatedAgain() {
        socket.refused(Refusal.AUTHENTICATION_TIME);
        if (knowsClose()) {
            membership.turnAway("no token came in time");
        } else {
            socket.close(RoomCloseCodes.REAUTHENTICATE, "authenticate again");
        }
    }

    private void tellThatItIsOver(String why) {
        send(new HocuspocusMessage.PermissionDenied(why.isEmpty() ? DENIED : why));
        if (knowsClose() && membership.hasBeenIn()) {
            send(new HocuspocusMessage.Close(why));
        }
    }

    /** CLOSE is an unknown message before version 3, and only version 4 says which it is. */
    private boolean knowsClose() {
        return providerVersion != null;
    }

    private void send(HocuspocusMessage message) {
        owner.sendBehind(encodedAddress, message);
    }
}
