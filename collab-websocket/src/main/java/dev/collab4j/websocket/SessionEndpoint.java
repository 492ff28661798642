package dev.collab4j.websocket;

import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.spi.transport.QueuedConnection;
import dev.collab4j.spi.transport.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One connection: the container's session on one side, the queue on the other. Messages come in pieces, so that the limit
 * and the code of its close are the acceptor's and may change, and memory is taken as bytes come.
 */
final class SessionEndpoint extends Endpoint implements Wire {

    private static final System.Logger LOG = System.getLogger(WebSocketServlet.class.getName());
    private static final int FIRST_BYTES = 512;

    /** Tomcat looks at it before it sends a control frame and waits. */
    private static final String TOMCAT_BLOCKING_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final WebSocketServlet servlet;
    private final Handshake handshake;
    private @Nullable Session session;
    private @Nullable QueuedConnection connection;
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
    private boolean refused;

    SessionEndpoint(WebSocketServlet servlet, Handshake handshake) {
        this.servlet = servlet;
        this.handshake = handshake;
    }

    // From the container

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.setMaxIdleTimeout(0); // the queue pings
        opened.getUserProperties()
                .put(TOMCAT_BLOCKING_TIMEOUT, servlet.closeTimeout().toMillis());
        QueuedConnection queue = servlet.connect(this);
        connection = queue;
        queue.accept(servlet.acceptor(), handshake);
        opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::onPiece);
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>) (piece, last) -> refuseText(queue));
        opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> queue.heard());
    }

    private void onPiece(ByteBuffer piece, boolean last) {
        QueuedConnection queue = queue();
        queue.heard();
        if (refused) {
            return;
        }
        if (pieces.size() + piece.remaining() > queue.maxFrameBytes()) {
            refused = true;
            pieces = new ByteArrayOutputStream(0);
            queue.close(servlet.acceptor().tooLarge(), "message above " + queue.maxFrameBytes() + " bytes");
            return;
        }
        add(piece);
        if (last) {
            queue.received(pieces.toByteArray());
            pieces = new ByteArrayOutputStream(0);
        }
    }

    private void add(ByteBuffer piece) {
        if (pieces.size() == 0) {
            pieces = new ByteArrayOutputStream(Math.max(FIRST_BYTES, piece.remaining()));
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        pieces.writeBytes(bytes);
    }

    private static void refuseText(QueuedConnection queue) {
        queue.close(CloseCode.UNSUPPORTED_DATA, "only binary messages");
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        QueuedConnection queue = connection;
        if (queue != null) {
            String why = Objects.requireNonNullElse(reason.getReasonPhrase(), "");
            queue.ended(codeOf(reason.getCloseCode().getCode(), why), why);
        }
    }

    /**
     * Tomcat and Undertow say 1000 for a close frame without a code. That is what browsers send if a page doesn't say more, and
     * 1000 what pages say that give a reason; so without one it is taken for the former.
     */
    private static CloseCode codeOf(int code, String why) {
        if (code == CloseCode.NORMAL.value() && why.isEmpty()) {
            return CloseCode.NO_STATUS;
        }
        return code < 1000 || code > 4999 ? CloseCode.ABNORMAL : new CloseCode(code);
    }

    /** The end follows, where there is one. */
    @Override
    public void onError(Session failed, Throwable failure) {
        LOG.log(Level.DEBUG, "A connection has failed", failure);
    }

    // From the queue

    @Override
    public CompletableFuture<?> write(ByteBuffer message) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session().getAsyncRemote().sendBinary(message, result -> complete(done, result));
        return done;
    }

    private static void complete(CompletableFuture<Void> done, SendResult result) {
        if (result.isOK()) {
            done.complete(null);
        } else {
            done.completeExceptionally(result.getException());
        }
    }

    @Override
    public void ping() throws IOException {
        session().getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    }

    @Override
    public void close(CloseCode code, String why) throws IOException {
        session().close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.value()), why));
    }

    /** As far as it goes: the session is closed, and the container's timeouts are so short that they cut it. */
    @Override
    public void cut() {
        try {
            servlet.executor().execute(this::cutNow);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "The container cuts what is left", e);
        }
    }

    private void cutNow() {
        Session open = session();
        if (!open.isOpen()) {
            return;
        }
        try {
            open.getUserProperties().put(TOMCAT_BLOCKING_TIMEOUT, 1L);
            open.setMaxIdleTimeout(1);
            open.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A session is closed already", e);
        }
    }

    private Session session() {
        return Objects.requireNonNull(session);
    }

    private QueuedConnection queue() {
        return Objects.requireNonNull(connection);
    }
}
