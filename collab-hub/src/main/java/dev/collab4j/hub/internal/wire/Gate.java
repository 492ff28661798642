package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.PermitExecutor;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Where all connections of a hub come in, whatever they speak, and what they need of it. Thread-safe. */
public final class Gate {

    private static final int MAX_AUTHENTICATIONS = 32;
    private static final int MAX_HOST_CALLS = 8;
    private static final int HTTP_FORBIDDEN = 403;
    private static final int HTTP_TOO_MANY_REQUESTS = 429;
    private static final int HTTP_UNAVAILABLE = 503;

    private final Engine engine;
    private final RoomRegistry registry;
    private final AccessCheck access;
    private final Origins origins;
    private final PermitExecutor authentications;
    private final PermitExecutor hostCalls;
    /** Connections of an address that have not shown who they are. */
    private final Counts unknown;

    private final SessionCounts counts;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sessions = new AtomicLong();
    private volatile boolean closed;

    /**
     * A gate that is open.
     *
     * @param engine what rooms have in common
     * @param registry the rooms
     * @param access asks the authenticator
     */
    public Gate(Engine engine, RoomRegistry registry, AccessCheck access) {
        this.engine = engine;
        this.registry = registry;
        this.access = access;
        this.origins = new Origins(engine.options().allowedOrigins());
        this.authentications = new PermitExecutor(engine.blocking(), MAX_AUTHENTICATIONS);
        this.unknown = new Counts(engine.limits().maxUnauthenticatedPerAddress());
        this.counts = new SessionCounts(engine.limits());
        this.hostCalls = new PermitExecutor(engine.blocking(), MAX_HOST_CALLS);
    }

    Admission admit(Handshake handshake) {
        if (closed) {
            return Admission.reject(HTTP_UNAVAILABLE, "the server stops");
        }
        if (!origins.accepts(handshake)) {
            engine.tally().refused(Refusal.ORIGIN);
            return Admission.reject(HTTP_FORBIDDEN, "pages of this origin may not connect");
        }
        if (unknown.isFull(handshake.remoteAddress())) {
            engine.tally().refused(Refusal.ADDRESS);
            return Admission.reject(HTTP_TOO_MANY_REQUESTS, "too many connections of this address wait");
        }
        List<String> offered = handshake.subprotocols();
        return Admission.accept(offered.isEmpty() ? null : offered.get(0));
    }

    /** False if it came too late; it is being closed then. */
    boolean enter(Socket socket) {
        if (!unknown.add(socket.handshake().remoteAddress())) {
            socket.refused(Refusal.ADDRESS);
            socket.close(CloseCode.TRY_AGAIN_LATER, "too many connections of this address wait");
            return false;
        }
        open.add(socket);
        if (closed) {
            socket.close(CloseCode.SERVICE_RESTART, "the server stops");
            return false;
        }
        if (!engine.overload().takesConnection()) {
            socket.close(CloseCode.TRY_AGAIN_LATER, "the server is busy");
            return false;
        }
        return true;
    }

    /** A connection has shown who it is. */
    void known(Socket socket) {
        unknown.remove(socket.handshake().remoteAddress());
    }

    void leave(Socket socket) {
        if (open.remove(socket) && !socket.isAuthenticated()) {
            known(socket);
        }
    }

    /** The sessions that there are. */
    SessionCounts counts() {
        return counts;
    }

    /** Takes no connection any more. */
    public void close() {
        closed = true;
    }

    /**
     * Whether connections are taken.
     *
     * @return true once it is closed
     */
    public boolean isClosed() {
        return closed;
    }

    /**
     * The connections that are open.
     *
     * @return a copy, as things that close one
     */
    public List<Runnable> closers() {
        return open.stream()
                .<Runnable>map(c -> () -> c.close(CloseCode.SERVICE_RESTART, "the server restarts"))
                .toList();
    }

    /**
     * Whether there is no connection.
     *
     * @return true if all are closed
     */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /**
     * How many connections are open.
     *
     * @return the number
     */
    public int connections() {
        return open.size();
    }

    /**
     * How many of them have not shown who they are.
     *
     * @return the number
     */
    public int unauthenticated() {
        return unknown.total();
    }

    /**
     * How many of them read more slowly than is sent to them.
     *
     * @return the number
     */
    public long lagging() {
        return open.stream().filter(socket -> !socket.connection().isWritable()).count();
    }

    /**
     * What was sent to them and is not written yet.
     *
     * @return the bytes of all
     */
    public long pendingBytes() {
        return open.stream()
                .mapToLong(socket -> socket.connection().pendingBytes())
                .sum();
    }

    /**
     * What was sent to one of them alone and is not written yet; what others are sent, too, doesn't count.
     *
     * @return at most so many bytes for each
     */
    public long maxOwnPendingBytes() {
        return open.stream().mapToLong(Socket::ownPendingBytes).max().orElse(0);
    }

    Engine engine() {
        return engine;
    }

    RoomRegistry registry() {
        return registry;
    }

    String nextSession() {
        return Long.toHexString(engine.incarnation()) + "-" + sessions.incrementAndGet();
    }

    /**
     * Calls of the authenticator, which has so many permits.
     *
     * @return where they run and wait
     */
    public PermitExecutor authentications() {
        return authentications;
    }

    AccessCheck access() {
        return access;
    }

    /**
     * Calls of the host's code that hears of messages.
     *
     * @return where they run and wait
     */
    public PermitExecutor hostCalls() {
        return hostCalls;
    }
}
