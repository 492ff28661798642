package dev.collab4j.websocket;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.HeapFrames;
import dev.collab4j.spi.transport.QueuedConnection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves an acceptor in a servlet container that has Jakarta WebSocket 2.1 (Tomcat 10.1, Jetty 12, Undertow 2.3, and what
 * is built on them, or newer), under the paths that the servlet is mapped to, such as {@code /y/*}. The container's
 * filters, security constraints and login hold: who has logged in is {@link Handshake#principal}. The servlet hands the
 * request to the container's WebSocket implementation by {@link ServerContainer#upgradeHttpToWebSocket}, as an endpoint's
 * own path could not have rooms with a slash in their names, HTTP statuses of its own, or the remote address.
 *
 * <p>Messages are binary; text is refused with 1003. No extension is negotiated: compression would cost each connection
 * more memory than all the rest. Limits of requests (size of headers, time to come in) are the container's. {@link #destroy} closes all connections with
 * 1001 and waits for their {@code onClosed}.
 *
 * <p>Jakarta WebSocket can't do everything, see {@code docs/transports.md}: nothing stops a container from reading, so a
 * client that sends more than {@link Builder#maxHeldBytes} while its reading is paused is closed with 1013; and nothing
 * cuts a connection at once, so the socket of a peer that is gone may stay until a timeout of the container, after its
 * {@code onClosed}. Thread-safe.
 */
public final class WebSocketServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Acceptor acceptor;
    private final transient Duration pingInterval;
    private final transient Duration closeTimeout;
    private final transient int maxHeldBytes;
    private final transient @Nullable Executor given;
    private final transient HeapFrames frames = new HeapFrames();
    private final transient Set<QueuedConnection> connections = ConcurrentHashMap.newKeySet();
    private transient volatile @Nullable ExecutorService own;
    private transient volatile boolean stopped;

    private WebSocketServlet(Builder builder) {
        this.acceptor = builder.acceptor;
        this.pingInterval = builder.pingInterval;
        this.closeTimeout = builder.closeTimeout;
        this.maxHeldBytes = builder.maxHeldBytes;
        this.given = builder.executor;
    }

    /**
     * Begins a servlet.
     *
     * @param acceptor what it serves, not null
     * @return a builder with the defaults, not null
     */
    public static Builder builder(Acceptor acceptor) {
        return new Builder(acceptor);
    }

    @Override
    public void init() throws ServletException {
        container();
        stopped = false;
        own = given == null ? WriterThreads.start() : null;
    }

    private ServerContainer container() throws ServletException {
        if (getServletContext().getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            return container;
        }
        throw new ServletException("This application has no Jakarta WebSocket: add the container's implementation");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "This is for WebSockets");
            return;
        }
        if (stopped) {
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the server stops");
            return;
        }
        Handshake handshake = Requests.handshake(request);
        Admission admission = acceptor.admit(handshake);
        if (admission instanceof Admission.Rejected rejected) {
            refuse(response, rejected.status(), rejected.reason());
        } else if (admission instanceof Admission.Accepted accepted) {
            upgrade(request, response, new SessionEndpoint(this, handshake), accepted.subprotocol());
        }
    }

    private void upgrade(
            HttpServletRequest request,
            HttpServletResponse response,
            SessionEndpoint endpoint,
            @Nullable String subprotocol)
            throws ServletException, IOException {
        try {
            container().upgradeHttpToWebSocket(request, response, OneEndpoint.config(endpoint, subprotocol), Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String reason) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write(reason.getBytes(StandardCharsets.UTF_8));
    }

    Acceptor acceptor() {
        return acceptor;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    Executor executor() {
        Executor mine = own;
        return given != null ? given : Objects.requireNonNull(mine);
    }

    /** A connection that stands, which is closed with the servlet. */
    @SuppressWarnings("FutureReturnValueIgnored") // to forget a connection can't fail
    QueuedConnection connect(SessionEndpoint endpoint) {
        QueuedConnection connection = QueuedConnection.builder(endpoint, frames, executor())
                .pingInterval(pingInterval)
                .closeTimeout(closeTimeout)
                .maxHeldBytes(maxHeldBytes)
                .build();
        connections.add(connection);
        connection.whenEnded().thenRun(() -> connections.remove(connection));
        if (stopped) { // it came during the shutdown
            connection.close(CloseCode.GOING_AWAY, "server shuts down");
        }
        return connection;
    }

    /** How many prepared frames are not freed, for tests. */
    int openFrames() {
        return frames.open();
    }

    /** Closes all connections and waits for their end, at most {@link Builder#closeTimeout} and a second. */
    @Override
    public void destroy() {
        stopped = true;
        CompletableFuture<?>[] ends =
                connections.stream().map(QueuedConnection::whenEnded).toArray(CompletableFuture<?>[]::new);
        connections.forEach(connection -> connection.close(CloseCode.GOING_AWAY, "server shuts down"));
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, closeTimeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .join();
        ExecutorService mine = own;
        if (mine != null) {
            mine.shutdown();
        }
    }

    /** Builds a {@link WebSocketServlet}. Not thread-safe. */
    public static final class Builder {

        /** How often a connection is pinged; one that says nothing for two of them is ended. */
        public static final Duration DEFAULT_PING_INTERVAL = Duration.ofSeconds(30);
        /** How long a peer may take to read what was sent before a close, and to answer it. */
        public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);
        /** How many bytes are held for a connection whose reading is paused. */
        public static final int DEFAULT_MAX_HELD_BYTES = 1_024 * 1_024;

        private final Acceptor acceptor;
        private Duration pingInterval = DEFAULT_PING_INTERVAL;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private int maxHeldBytes = DEFAULT_MAX_HELD_BYTES;
        private @Nullable Executor executor;

        private Builder(Acceptor acceptor) {
            this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
        }

        /**
         * Sets how often a connection is pinged.
         *
         * @param interval the time, positive; the default is {@link #DEFAULT_PING_INTERVAL}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder pingInterval(Duration interval) {
            this.pingInterval = positive("pingInterval", interval);
            return this;
        }

        /**
         * Sets how long a close may take before the connection is ended without the peer.
         *
         * @param timeout the time, positive; the default is {@link #DEFAULT_CLOSE_TIMEOUT}; not null
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = positive("closeTimeout", timeout);
            return this;
        }

        /**
         * Sets how much is held for a connection whose reading is paused, see the class.
         *
         * @param bytes the bound, positive; the default is {@value #DEFAULT_MAX_HELD_BYTES}
         * @return this builder
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxHeldBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxHeldBytes " + bytes + " is not positive");
            }
            this.maxHeldBytes = bytes;
            return this;
        }

        /**
         * Sets who writes and calls listeners.
         *
         * @param executor never shut down here; the default is one of the servlet's own, of at least 16 daemon threads
         *     named {@code collab-websocket}, ended by {@link WebSocketServlet#destroy}; not null
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isZero() || duration.isNegative()) {
                throw new IllegalArgumentException(what + " " + duration + " is not positive");
            }
            return duration;
        }

        /**
         * Builds the servlet, to be registered with the container.
         *
         * @return the servlet, not null
         */
        public WebSocketServlet build() {
            return new WebSocketServlet(this);
        }
    }
}
