package dev.collab4j.websocket;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.testkit.WebSocketServer;
import java.time.Duration;

/** A container that serves an acceptor, as the contract sees it, with short times. */
abstract class ContainerServer extends WebSocketServer {

    static final int HANDSHAKE_MILLIS = 1_000;

    private final WebSocketServlet servlet;
    private boolean stopped;

    ContainerServer(WebSocketServlet servlet) {
        this.servlet = servlet;
    }

    static WebSocketServlet servlet(Acceptor acceptor, Duration pingInterval) {
        return WebSocketServlet.builder(acceptor)
                .pingInterval(pingInterval)
                .closeTimeout(Duration.ofSeconds(1))
                .build();
    }

    WebSocketServlet servlet() {
        return servlet;
    }

    @Override
    public int openBuffers() {
        return servlet.openFrames();
    }

    @Override
    public void close() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    abstract void stop() throws Exception;
}
