package dev.collab4j.hub.internal.wire;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.Handshake;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the documents of one connection have in common: the way out, a lock, and how much of what came in waits for
 * rooms. While that is too much nothing more is read. Thread-safe.
 */
final class Socket {

    private final Gate gate;
    private final Connection connection;
    private final Handshake handshake;
    private final ReentrantLock lock = new ReentrantLock();
    private int maxUnprocessed;
    private long unprocessed;
    private boolean paused;
    private boolean closed;

    Socket(Gate gate, Connection connection, Handshake handshake) {
        this.gate = gate;
        this.connection = connection;
        this.handshake = handshake;
        this.maxUnprocessed = gate.engine().limits().maxBytesBeforeAuthentication();
    }

    Gate gate() {
        return gate;
    }

    Connection connection() {
        return connection;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Guards all that belongs to the connection. */
    ReentrantLock lock() {
        return lock;
    }

    /** One of its documents is open to its client, who may be trusted with more memory. */
    void authenticated() {
        lock.lock();
        try {
            maxUnprocessed = gate.engine().limits().maxUnprocessedBytes();
            resumeIfProcessed();
        } finally {
            lock.unlock();
        }
    }

    /** Something waits for a room, or for the permission to enter it; {@link #processed} follows. */
    void received(int bytes) {
        lock.lock();
        try {
            unprocessed += bytes;
            if (!paused && unprocessed > maxUnprocessed) {
                paused = true;
                connection.pauseReading();
            }
        } finally {
            lock.unlock();
        }
    }

    void processed(int bytes) {
        lock.lock();
        try {
            unprocessed -= bytes;
            resumeIfProcessed();
        } finally {
            lock.unlock();
        }
    }

    private void resumeIfProcessed() {
        if (paused && unprocessed <= maxUnprocessed / 2) {
            paused = false;
            connection.resumeReading();
        }
    }

    void close(CloseCode code, String why) {
        connection.close(code, why);
    }

    /** The caller holds the lock. */
    boolean isClosed() {
        return closed;
    }

    /** The connection has ended; the caller holds the lock. */
    void ended() {
        closed = true;
        gate.leave(this);
    }
}
