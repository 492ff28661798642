package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts a connection and remembers what comes. */
final class FakeListener implements Acceptor, ConnectionListener {

    final List<String> heard = new CopyOnWriteArrayList<>();
    Connection connection;
    boolean pauses;

    @Override
    public Admission admit(Handshake handshake) {
        return Admission.accept();
    }

    @Override
    public ConnectionListener accept(Connection accepted, Handshake handshake) {
        connection = accepted;
        return this;
    }

    @Override
    public int maxFrameBytes() {
        return 1_000;
    }

    @Override
    public void onFrame(ByteBuffer frame) {
        heard.add(StandardCharsets.UTF_8.decode(frame).toString());
        if (pauses) {
            connection.pauseReading();
        }
    }

    @Override
    public void onWritable() {
        heard.add("writable");
    }

    @Override
    public void onClosed(CloseCode code, String why) {
        heard.add("closed " + code);
    }
}
