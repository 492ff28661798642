package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.hub.Access;
import dev.collab4j.hub.internal.engine.Client;
import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.LogContext;
import dev.collab4j.hub.internal.engine.Operation;
import dev.collab4j.hub.internal.engine.Outcome;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomSession;
import dev.collab4j.hub.internal.engine.Step;
import dev.collab4j.hub.internal.engine.Visit;
import dev.collab4j.spi.storage.StorageException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client and a room: first the client is authenticated, then the room is loaded, then its messages go to the room's
 * turns, until it leaves. It may be authenticated again at any time. The lock of the socket guards all of it.
 */
final class Membership implements Visit {

    /** What the protocol does. Called with the lock held. */
    interface Owner extends Client {

        /** The client may enter, or stay. */
        void authenticated(Access access);

        /** It may not enter, or not stay: by the authenticator's word, or as the room is gone for good. */
        void turnedAway(Reason reason, String why);

        /** Nobody knows whether it may: it is to come again. */
        void sentAway(String why);

        /** One of the messages that were kept until it was in. */
        void handle(ByteBuffer message);
    }

    /** Why a client is turned away. */
    enum Reason {
        DENIED,
        DELETED,
        TOO_MANY
    }

    /** What a message takes in memory besides its bytes while it waits, roughly. */
    private static final int MESSAGE_BYTES = 512;

    private static final Access NOWHERE = Access.denied("there is no such room");
    private static final Access GONE = Access.denied("the connection is closed");
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Socket socket;
    private final String roomName;
    private final Owner owner;
    private BeforeJoin before;
    private @Nullable RoomSession session;
    private @Nullable RoomActor room;
    private @Nullable Future<?> deadline;
    /** When the access ends, or when a new token is missed. */
    private @Nullable Future<?> expiry;

    private boolean isAuthenticating;
    private @Nullable String nextToken;
    private boolean hasNextToken;
    /** Whose room it is, as far as the client has asked for it; set by the check that is under way. */
    private volatile @Nullable String workspace;

    /** The user and the workspace that this counts for. */
    private @Nullable String countedUser;

    private @Nullable String countedWorkspace;
    private boolean isCounted;
    /** The way in. */
    private Operation connecting = Operation.UNWATCHED;

    private boolean hasBeenIn;
    private boolean left;

    Membership(Socket socket, String roomName, Owner owner) {
        this.socket = socket;
        this.roomName = roomName;
        this.owner = owner;
        this.before = nothingBefore();
    }

    private BeforeJoin nothingBefore() {
        return new BeforeJoin(engine().limits().maxBytesBeforeAuthentication());
    }

    private Engine engine() {
        return socket.gate().engine();
    }

    private void locked(Runnable body) {
        socket.lock().lock();
        try {
            body.run();
        } finally {
            socket.lock().unlock();
        }
    }

    // The way in

    /** Whether the client has asked to enter, and was not turned away since. */
    boolean hasAsked() {
        return isAuthenticating || session != null;
    }

    /** Checks who the client is. One check is under way at a time: of what comes meanwhile the last counts. */
    void authenticate(@Nullable String token) {
        locked(() -> {
            if (isAuthenticating) {
                nextToken = token;
                hasNextToken = true;
            } else {
                isAuthenticating = true;
                socket.checking();
                startConnecting();
                startDeadline();
                check(token);
            }
        });
    }

    private void startConnecting() {
        if (session == null) {
            connecting = engine().watch().begin(Step.CONNECT, roomName);
        }
    }

    private void endConnecting(Outcome outcome, @Nullable Throwable why) {
        connecting.end(outcome, why);
        connecting = Operation.UNWATCHED;
    }

    private void startDeadline() {
        cancelDeadline();
        deadline = later(engine().options().joinTimeout(), this::tooSlow);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void tooSlow() {
        if (deadline != null) {
            socket.refused(Refusal.JOIN_TIME);
            endConnecting(Outcome.FAILED, null);
            owner.sentAway("joining took too long");
        }
    }

    private void check(@Nullable String token) {
        Operation way = connecting;
        socket.gate()
                .authentications()
                .call(
                        () -> hasLeft() ? GONE : LogContext.call(roomName, () -> way.call(() -> ask(token))),
                        Runnable::run,
                        access -> locked(() -> checked(access)),
                        why -> locked(() -> checkFailed(why)));
    }

    private Access ask(@Nullable String token) throws Exception {
        try {
            workspace = engine().workspaces().workspaceOf(roomName);
        } catch (RuntimeException e) {
            LOG.debug("A name that a client has sent is of no workspace", e); // it can send many
            return NOWHERE;
        }
        return socket.gate().access().check(roomName, workspace, token, socket.handshake());
    }

    private boolean hasLeft() {
        socket.lock().lock();
        try {
            return left;
        } finally {
            socket.lock().unlock();
        }
    }

    private void checkFailed(Throwable why) {
        isAuthenticating = false;
        cancelDeadline();
        if (!left) {
            LogContext.in(roomName, () -> LOG.warn("The authenticator failed", why));
            endConnecting(Outcome.FAILED, why);
            owner.sentAway("access can't be checked now");
        }
        socket.checked();
    }

    private void checked(@Nullable Access access) {
        if (access == null) {
            checkFailed(new IllegalStateException("the authenticator returned null"));
        } else if (hasNextToken && !left) {
            hasNextToken = false;
            check(nextToken);
        } else {
            isAuthenticating = false;
            if (!left) {
                decided(access);
            }
            socket.checked();
        }
    }

    private void decided(Access access) {
        cancelExpiry();
        if (access.level() == Access.Level.DENIED) {
            socket.refused(Refusal.DENIED);
            turnAway(Reason.DENIED, access.reason());
        } else if (session != null) {
            changeAccess(session, access);
            startExpiry(access);
        } else {
            beginUnlessFull(access);
        }
    }

    private void beginUnlessFull(Access access) {
        Refusal full = socket.gate().counts().add(access.user(), workspace);
        if (full == null) {
            isCounted = true;
            countedUser = access.user();
            countedWorkspace = workspace;
            begin(access);
        } else {
            socket.refused(full);
            turnAway(Reason.TOO_MANY, "too many sessions of one " + (full == Refusal.USER ? "user" : "workspace"));
        }
    }

    private void begin(Access access) {
        socket.authenticated();
        session = new RoomSession(socket.gate().nextSession(), access, owner);
        startExpiry(access);
        owner.authenticated(access);
        RoomSession entering = session;
        engine().overload().join(() -> locked(() -> visit(entering)));
    }

    /** Unless it has left, or was turned away, while it waited. */
    private void visit(RoomSession entering) {
        if (session != null && session.id().equals(entering.id())) {
            socket.gate().registry().visit(roomName, this);
        }
    }

    private void startExpiry(Access access) {
        Instant until = access.until();
        if (until != null) {
            Duration left = Duration.between(engine().clock().instant(), until);
            expiry = later(left.isNegative() ? Duration.ZERO : left, owner::reauthenticate);
        }
    }

    private void cancelExpiry() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
        }
    }

    /** Waits for a new token, for as long as a client may take for its first. */
    void expectToken(Runnable missed) {
        locked(() -> {
            cancelExpiry();
            expiry = left ? null : later(engine().options().authenticationTimeout(), missed);
        });
    }

    /** Runs something with the lock held, unless the client has left by then. */
    private Future<?> later(Duration delay, Runnable task) {
        Runnable unlessLeft = () -> {
            if (!left) {
                task.run();
            }
        };
        return engine().scheduler().schedule(() -> locked(unlessLeft), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void changeAccess(RoomSession of, Access access) {
        if (room != null) {
            cancelDeadline();
            room.access(of, access);
        } else {
            session = new RoomSession(of.id(), access, owner);
        }
        owner.authenticated(access);
    }

    /** Ends it for what the client has sent; it may try again. The caller holds the lock. */
    void turnAway(String why) {
        turnAway(Reason.DENIED, why);
    }

    private void turnAway(Reason reason, String why) {
        cancelDeadline();
        cancelExpiry();
        endConnecting(Outcome.REFUSED, null);
        BeforeJoin after = before.afterDenial();
        leaveRoom(false);
        before = after;
        socket.received(after.bytes());
        owner.turnedAway(reason, why);
    }

    @Override
    public void enter(RoomActor entered) {
        locked(() -> {
            if (!left && session != null) {
                join(entered, session);
            }
        });
    }

    private void join(RoomActor entered, RoomSession with) {
        if (!isAuthenticating) {
            cancelDeadline();
        }
        entered.enter(with, before.updates());
        room = entered;
        hasBeenIn = true;
        endConnecting(Outcome.SUCCESS, null);
        BeforeJoin kept = before;
        before = nothingBefore();
        kept.messages().forEach(this::handleKept);
        socket.processed(kept.bytes());
    }

    /** Unless one before it was wrong. */
    private void handleKept(ByteBuffer message) {
        if (isIn()) {
            owner.handle(message);
        }
    }

    @Override
    public void failed(Throwable why) {
        locked(() -> {
            if (left) {
                return;
            }
            session = null;
            StorageException.Kind kind = why instanceof StorageException failure ? failure.kind() : null;
            if (kind == StorageException.Kind.REFUSED) {
                turnAway(Reason.DELETED, "the document was deleted");
            } else {
                endConnecting(Outcome.FAILED, why);
                owner.sentAway("the document can't be loaded now");
            }
        });
    }

    // Messages

    /** Whether messages go to the room; else {@link #keep} is for them. */
    boolean isIn() {
        return room != null;
    }

    /** Whether the client was in the room at some time. */
    boolean hasBeenIn() {
        return hasBeenIn;
    }

    /** Keeps a message until the client is in; false if it is too large for that. */
    boolean keep(ByteBuffer message) {
        int bytes = before.bytes();
        boolean kept = message.hasRemaining() && before.add(message);
        socket.received(before.bytes() - bytes);
        return kept;
    }

    /** Hands a message over to the room. */
    void receive(Message message, int bytes) {
        RoomActor to = room;
        RoomSession from = session;
        if (to != null && from != null) {
            int weight = bytes + MESSAGE_BYTES;
            socket.received(weight);
            long since = System.nanoTime();
            to.receive(from, message, bytes, () -> socket.handled(weight, System.nanoTime() - since));
        }
    }

    /** Hands a message about presence over, undecoded; false if it has to be decoded. */
    boolean receivePresence(ByteBuffer message) {
        return room == null || session == null || room.receivePresence(session, message);
    }

    void writable() {
        if (room != null && session != null) {
            room.writable(session);
        }
    }

    /** The room that the client is in. */
    RoomActor room() {
        return Objects.requireNonNull(room, "the client is not in");
    }

    RoomSession session() {
        return Objects.requireNonNull(session, "the client is not in");
    }

    // The way out

    /** The end. */
    void leave(boolean mayComeBack) {
        left = true;
        cancelDeadline();
        cancelExpiry();
        endConnecting(Outcome.LEFT, null);
        leaveRoom(mayComeBack);
    }

    private void leaveRoom(boolean mayComeBack) {
        socket.processed(before.bytes());
        before = nothingBefore();
        if (room != null && session != null) {
            room.leave(session, mayComeBack);
        } else {
            socket.gate().registry().forget(roomName, this);
        }
        room = null;
        session = null;
        if (isCounted) {
            socket.gate().counts().remove(countedUser, countedWorkspace);
            isCounted = false;
        }
    }

    /** The reason that a client is told of bytes that are no message. */
    static String reason(MalformedUpdateException why) {
        return Objects.requireNonNullElse(why.getMessage(), "malformed");
    }
}
