package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of y-websocket: one room a connection, its name in the path, one message a frame. The codes that it
 * closes with stand at {@link RoomCloseCodes}; besides them 1011 (a bug of ours), 1012 (the hub drains or closes) and
 * 1013 (the authenticator or the store failed, or took too long), all of which a client takes as transient.
 */
public final class YWebSocketProtocol implements Acceptor {

    private final Gate gate;

    /**
     * An acceptor.
     *
     * @param gate where connections come in
     */
    public YWebSocketProtocol(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Admission admit(Handshake handshake) {
        return gate.admit(handshake);
    }

    @Override
    public @Nullable ConnectionListener accept(Connection connection, Handshake handshake) {
        String room = RoomNames.decode(handshake.subPath());
        String problem = RoomNames.problem(room);
        if (problem != null) {
            gate.engine().tally().refused(Refusal.NAME);
            connection.close(RoomCloseCodes.MALFORMED, problem);
            return null;
        }
        Socket socket = new Socket(gate, connection, handshake);
        YWebSocketConnection opened = new YWebSocketConnection(socket, room);
        if (gate.enter(socket)) {
            opened.authenticate();
        }
        return opened;
    }

    @Override
    public int maxFrameBytes() {
        return gate.engine().limits().maxFrameBytes();
    }

    /** Permanent: after 1009 a client comes back and sends the same again, for ever. */
    @Override
    public CloseCode tooLarge() {
        return RoomCloseCodes.TOO_LARGE;
    }
}
