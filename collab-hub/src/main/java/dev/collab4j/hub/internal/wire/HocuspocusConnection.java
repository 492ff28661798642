package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.protocol.HocuspocusFrame;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.hub.internal.engine.Refusal;
import dev.collab4j.hub.internal.engine.RoomCloseCodes;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Frame;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket of Hocuspocus: documents by their addresses, each a client of its own. The socket's lock guards it. */
final class HocuspocusConnection implements ConnectionListener {

    private final Socket socket;
    private final StatelessReceiver stateless;
    private final Map<String, HocuspocusDocument> documents = new HashMap<>();
    private @Nullable Future<?> deadline;

    HocuspocusConnection(Socket socket, StatelessReceiver stateless) {
        this.socket = socket;
        this.stateless = stateless;
    }

    /** Who opens a socket says soon what it is for, and who it is. */
    void startDeadline() {
        long within = socket.gate().engine().options().authenticationTimeout().toMillis();
        deadline = socket.gate().engine().scheduler().schedule(this::closeStranger, within, TimeUnit.MILLISECONDS);
    }

    private void closeStranger() {
        socket.lock().lock();
        try {
            deadline = null;
            if (!socket.isAuthenticated() && !socket.isClosed()) {
                closeUnlessChecked();
            }
        } finally {
            socket.lock().unlock();
        }
    }

    private void closeUnlessChecked() {
        if (documents.values().stream().anyMatch(HocuspocusDocument::hasAsked)) {
            startDeadline(); // the check has a deadline of its own
        } else {
            socket.refused(Refusal.AUTHENTICATION_TIME);
            socket.close(RoomCloseCodes.TOO_SLOW, "no document was opened in time");
        }
    }

    @Override
    public void onFrame(ByteBuffer frame) {
        socket.arrived(frame.remaining());
        socket.lock().lock();
        try {
            if (frame.remaining() == 1) {
                receiveWithoutAddress(HocuspocusFrame.decode(frame).message());
            } else {
                receive(HocuspocusFrame.decodeAddress(frame), frame);
            }
        } catch (MalformedUpdateException e) {
            socket.refused(Refusal.MALFORMED);
            socket.close(RoomCloseCodes.MALFORMED, Membership.reason(e));
        } finally {
            socket.lock().unlock();
        }
    }

    private void receiveWithoutAddress(HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Ping) {
            sendBehind(ByteBuffer.allocate(0), new HocuspocusMessage.Pong());
        }
    }

    private void receive(String address, ByteBuffer message) {
        HocuspocusDocument document = documents.get(address);
        if (document == null && HocuspocusDocument.isOpenedBy(message)) {
            document = open(address);
        }
        if (document != null && message.hasRemaining()) {
            document.receive(message);
        }
    }

    /** Null if there can't be one; its client has been told why. */
    private @Nullable HocuspocusDocument open(String address) {
        String name = HocuspocusFrame.documentName(address);
        if (isRefused(address, Refusal.NAME, problem(address, name)) || isRefused(address, Refusal.ROOMS, isFull())) {
            return null;
        }
        HocuspocusDocument document = new HocuspocusDocument(this, socket, address, name);
        documents.put(address, document);
        return document;
    }

    private boolean isRefused(String address, Refusal why, @Nullable String problem) {
        if (problem != null) {
            socket.refused(why);
            sendBehind(
                    ByteBuffer.wrap(HocuspocusFrame.encodeAddress(address)),
                    new HocuspocusMessage.PermissionDenied(problem));
        }
        return problem != null;
    }

    private @Nullable String problem(String address, String name) {
        if (address.length() - name.length() > RoomNames.MAX_BYTES) {
            return "a session's name has at most " + RoomNames.MAX_BYTES + " characters";
        }
        return RoomNames.problem(name);
    }

    private @Nullable String isFull() {
        int max = socket.gate().engine().limits().maxRoomsPerConnection();
        return documents.size() >= max ? "at most " + max + " documents can be open on one connection" : null;
    }

    StatelessReceiver stateless() {
        return stateless;
    }

    void forget(HocuspocusDocument document) {
        documents.remove(document.addressText(), document);
    }

    /** Sends a message of the protocol itself; those of rooms come from their sessions. */
    void sendBehind(ByteBuffer address, HocuspocusMessage message) {
        byte[] body = message.encode();
        ByteBuffer bytes = ByteBuffer.allocate(address.remaining() + body.length)
                .put(address.duplicate())
                .put(body)
                .flip();
        try (Frame frame = socket.connection().frames().frame(bytes)) {
            if (socket.connection().send(frame)) {
                socket.sent(frame.length());
            }
            socket.connection().flush();
        }
    }

    @Override
    public void onWritable() {
        socket.lock().lock();
        try {
            documents.values().forEach(HocuspocusDocument::writable);
        } finally {
            socket.lock().unlock();
        }
    }

    @Override
    public void onClosed(CloseCode code, String why) {
        socket.lock().lock();
        try {
            socket.ended(code, CloseCode.TOO_BIG);
            if (deadline != null) {
                deadline.cancel(false);
            }
            List.copyOf(documents.values()).forEach(document -> document.leave(mayComeBack(code)));
            documents.clear();
        } finally {
            socket.lock().unlock();
        }
    }

    /** From version 3 on a provider that disconnects says no more than a close frame without a code. */
    private static boolean mayComeBack(CloseCode code) {
        return Leaving.mayComeBack(code) && !code.equals(CloseCode.NO_STATUS);
    }
}
