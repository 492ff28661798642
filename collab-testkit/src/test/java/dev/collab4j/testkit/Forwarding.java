package dev.collab4j.testkit;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import dev.collab4j.spi.transport.FrameFactory;
import dev.collab4j.spi.transport.Handshake;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** What stands between a loopback and an acceptor, so that together they are a transport that breaks a rule. */
final class Forwarding {

    private Forwarding() {}

    static class ForwardingAcceptor implements Acceptor {

        final Acceptor target;

        ForwardingAcceptor(Acceptor target) {
            this.target = target;
        }

        @Override
        public Admission admit(Handshake handshake) {
            return target.admit(handshake);
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            return target.accept(connection, handshake);
        }

        @Override
        public int maxFrameBytes() {
            return target.maxFrameBytes();
        }
    }

    static class ForwardingListener implements ConnectionListener {

        final ConnectionListener target;

        ForwardingListener(ConnectionListener target) {
            this.target = target;
        }

        @Override
        public void onFrame(ByteBuffer frame) {
            target.onFrame(frame);
        }

        @Override
        public void onWritable() {
            target.onWritable();
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            target.onClosed(code, why);
        }
    }

    static class ForwardingConnection implements Connection {

        final Connection target;

        ForwardingConnection(Connection target) {
            this.target = target;
        }

        @Override
        public boolean send(Frame frame) {
            return target.send(frame);
        }

        @Override
        public void flush() {
            target.flush();
        }

        @Override
        public long pendingBytes() {
            return target.pendingBytes();
        }

        @Override
        public boolean isWritable() {
            return target.isWritable();
        }

        @Override
        public void pauseReading() {
            target.pauseReading();
        }

        @Override
        public void resumeReading() {
            target.resumeReading();
        }

        @Override
        public void maxFrameBytes(int bytes) {
            target.maxFrameBytes(bytes);
        }

        @Override
        public void ping() {
            target.ping();
        }

        @Override
        public void close(CloseCode code, String why) {
            target.close(code, why);
        }

        @Override
        public Executor loop() {
            return target.loop();
        }

        @Override
        public FrameFactory frames() {
            return target.frames();
        }
    }
}
