package dev.collab4j.hub.internal.wire;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;

/**
 * The protocol of Hocuspocus: many documents a connection, whatever its path, one message a frame behind the address of
 * its document.
 */
public final class HocuspocusProtocol implements Acceptor {

    private final Gate gate;
    private final StatelessReceiver stateless;

    /**
     * An acceptor.
     *
     * @param gate where connections come in
     * @param stateless takes what clients send past the documents
     */
    public HocuspocusProtocol(Gate gate, StatelessReceiver stateless) {
        this.gate = gate;
        this.stateless = stateless;
    }

    @Override
    public Admission admit(Handshake handshake) {
        return gate.admit(handshake);
    }

    @Override
    public ConnectionListener accept(Connection connection, Handshake handshake) {
        Socket socket = new Socket(gate, connection, handshake);
        socket.takeSmallMessages();
        HocuspocusConnection opened = new HocuspocusConnection(socket, stateless);
        if (gate.enter(socket)) {
            opened.startDeadline();
        }
        return opened;
    }

    @Override
    public int maxFrameBytes() {
        return gate.engine().limits().maxFrameBytes();
    }
}
