package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.PermitExecutor;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of y-websocket: one room a connection, its name in the path, one message a frame. The codes that it
 * closes with stand at {@link RoomCloseCodes}; besides them 1011 (a bug of ours), 1012 (the hub drains or closes) and
 * 1013 (the authenticator or the store failed, or took too long), all of which a client takes as transient.
 */
public final class YWebSocketProtocol implements Acceptor {

    private static final int MAX_AUTHENTICATIONS = 32;
    private static final int HTTP_FORBIDDEN = 403;
    private static final int HTTP_UNAVAILABLE = 503;

    private final Engine engine;
    private final RoomRegistry registry;
    private final AccessCheck access;
    private final Origins origins;
    private final PermitExecutor authentications;
    private final Set<YWebSocketConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong sessions = new AtomicLong();
    private volatile boolean closed;

    /**
     * An acceptor.
     *
     * @param engine what rooms have in common
     * @param registry the rooms
     * @param access asks the authenticator
     */
    public YWebSocketProtocol(Engine engine, RoomRegistry registry, AccessCheck access) {
        this.engine = engine;
        this.registry = registry;
        this.access = access;
        this.origins = new Origins(engine.options().allowedOrigins());
        this.authentications = new PermitExecutor(engine.blocking(), MAX_AUTHENTICATIONS);
    }

    @Override
    public Admission admit(Handshake handshake) {
        if (closed) {
            return Admission.reject(HTTP_UNAVAILABLE, "the server stops");
        }
        if (!origins.accepts(handshake)) {
            return Admission.reject(HTTP_FORBIDDEN, "pages of this origin may not connect");
        }
        List<String> offered = handshake.subprotocols();
        return Admission.accept(offered.isEmpty() ? null : offered.get(0));
    }

    @Override
    public @Nullable ConnectionListener accept(Connection connection, Handshake handshake) {
        String room = RoomNames.decode(handshake.subPath());
        String problem = RoomNames.problem(room);
        if (problem != null) {
            connection.close(RoomCloseCodes.MALFORMED, problem);
            return null;
        }
        YWebSocketConnection opened = new YWebSocketConnection(this, connection, room, nextSession());
        open.add(opened);
        if (closed) {
            opened.close(CloseCode.SERVICE_RESTART, "the server stops");
        } else {
            opened.authenticate(handshake);
        }
        return opened;
    }

    private String nextSession() {
        return Long.toHexString(engine.incarnation()) + "-" + sessions.incrementAndGet();
    }

    @Override
    public int maxFrameBytes() {
        return engine.limits().maxFrameBytes();
    }

    /** Takes no connection any more. */
    public void stopAccepting() {
        closed = true;
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

    Engine engine() {
        return engine;
    }

    RoomRegistry registry() {
        return registry;
    }

    AccessCheck access() {
        return access;
    }

    PermitExecutor authentications() {
        return authentications;
    }

    void forget(YWebSocketConnection connection) {
        open.remove(connection);
    }
}
