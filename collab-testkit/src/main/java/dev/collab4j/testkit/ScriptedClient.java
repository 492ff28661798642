package dev.collab4j.testkit;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.awareness.AwarenessChange;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A y-websocket client for tests, over the {@link LoopbackTransport}: a document and an awareness of its own, and the
 * messages of the real provider in the same order. It connects when told to and never by itself. Thread-safe.
 *
 * <pre>{@code
 * try (LoopbackTransport transport = new LoopbackTransport(hub.yWebSocket());
 *         ScriptedClient ann = ScriptedClient.of(transport, "page/42")) {
 *     ann.connect();
 *     ann.awaitSynced();
 *     ann.edit(doc -> doc.getText("body").insert(0, "hello"));
 *     ann.awaitSaved();
 * }
 * }</pre>
 */
public final class ScriptedClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final LoopbackTransport transport;
    private final String room;
    private final UnaryOperator<Handshake.Builder> request;
    private final Doc doc;
    private final Awareness awareness;
    /** What the server has confirmed: only what it sent as an Update goes in. */
    private final Doc echoed = new Doc();

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private List<Update> unsaved = new ArrayList<>();
    private StateVector durable = StateVector.empty();
    private @Nullable Link link;
    private volatile boolean synced;

    private volatile @Nullable CloseCode closeCode;
    private volatile String closeReason = "";

    private ScriptedClient(
            LoopbackTransport transport, String room, long clientId, UnaryOperator<Handshake.Builder> request) {
        this.transport = transport;
        this.room = room;
        this.request = request;
        this.doc = clientId == 0
                ? new Doc()
                : new Doc(DocOptions.builder().clientId(clientId).build());
        this.awareness = new Awareness(doc.clientId(), InstantSource.system());
        doc.onUpdate(this::documentChanged);
        awareness.onUpdate(this::awarenessChanged);
    }

    /**
     * A client with a random client id, not connected.
     *
     * @param transport what it connects over, not null
     * @param room the raw path behind the mount point, not null
     * @return the client, not null
     */
    public static ScriptedClient of(LoopbackTransport transport, String room) {
        return new ScriptedClient(transport, room, 0, request -> request);
    }

    /**
     * A client with a client id of the test's choice, not connected.
     *
     * @param transport what it connects over, not null
     * @param room the raw path behind the mount point, not null
     * @param clientId the id, positive
     * @return the client, not null
     */
    public static ScriptedClient of(LoopbackTransport transport, String room, long clientId) {
        return new ScriptedClient(transport, room, clientId, request -> request);
    }

    /**
     * A client that adds to its request: a query with a token, an origin, a cookie.
     *
     * @param transport what it connects over, not null
     * @param room the raw path behind the mount point, not null
     * @param request adds to the handshake, not null
     * @return the client, not null
     */
    public static ScriptedClient of(
            LoopbackTransport transport, String room, UnaryOperator<Handshake.Builder> request) {
        return new ScriptedClient(transport, room, 0, request);
    }

    /**
     * Its document; edits of any thread are sent while it is connected.
     *
     * @return the document, not null
     */
    public Doc doc() {
        return doc;
    }

    /**
     * Its awareness; changes are sent while it is connected, those that come from the server too, as the provider does.
     *
     * @return the awareness, not null
     */
    public Awareness awareness() {
        return awareness;
    }

    /**
     * Edits its document in one transaction.
     *
     * @param body what is done, not null
     */
    public void edit(Consumer<Doc> body) {
        doc.transact(tx -> body.accept(doc));
    }

    // The connection

    /**
     * Connects, and sends SyncStep1 and its own state. Does nothing if it is connected.
     *
     * @throws HandshakeRejectedException if the server refuses the handshake
     */
    public void connect() {
        synchronized (lock) {
            if (link != null) {
                return;
            }
            synced = false;
            closeCode = null;
            Link opened = new Link();
            link = opened;
            Handshake handshake =
                    request.apply(Handshake.builder("/y/" + room, room)).build();
            try {
                opened.open(transport.connect(handshake, opened));
            } catch (HandshakeRejectedException e) {
                link = null;
                throw e;
            }
        }
        send(new Message.Sync(new SyncMessage.Step1(doc.stateVector())));
        if (awareness.localState() != null) {
            send(new Message.Awareness(awareness.encode(List.of(doc.clientId()))));
        }
    }

    /** Leaves as {@code provider.disconnect()} does: says first that its state is gone, then closes without a code. */
    public void disconnect() {
        awareness.setLocalState(null);
        end(peer -> peer.close(CloseCode.NO_STATUS, ""));
    }

    /** Loses its connection without a close frame; its state stays. */
    public void cut() {
        end(LoopbackPeer::cut);
    }

    /** Is closed by its user, as a browser tab is: code 1001. */
    public void leavePage() {
        end(peer -> peer.close(CloseCode.GOING_AWAY, ""));
    }

    private void end(Consumer<LoopbackPeer> how) {
        LoopbackPeer peer = peer();
        if (peer != null) {
            how.accept(peer);
        }
        Await.until(TIMEOUT, () -> "the end of the connection", () -> peer() == null);
    }

    /** Takes nothing more off the connection, as over a network that stalls. */
    public void stopReading() {
        connected().stopReading();
    }

    /** Reads on. */
    public void resumeReading() {
        connected().resumeReading();
    }

    /**
     * Sends bytes as they are.
     *
     * @param frame the frame, not null
     * @throws IllegalStateException if it is not connected
     */
    public void sendRaw(byte[] frame) {
        connected().send(frame);
    }

    /**
     * Sends a message.
     *
     * @param message the message, not null
     */
    public void send(Message message) {
        LoopbackPeer peer = peer();
        if (peer != null) {
            peer.send(message.encode());
        }
    }

    private LoopbackPeer connected() {
        LoopbackPeer peer = peer();
        if (peer == null) {
            throw new IllegalStateException("not connected");
        }
        return peer;
    }

    private @Nullable LoopbackPeer peer() {
        synchronized (lock) {
            return link == null ? null : link.peer;
        }
    }

    // What it knows

    /**
     * Whether it has got a SyncStep2 since it connected.
     *
     * @return true as the provider's {@code synced}
     */
    public boolean isSynced() {
        return synced;
    }

    /**
     * Whether all its edits are confirmed: by their echo, or, what it had before it connected, by the state vector of the
     * server's SyncStep1. A SyncStep2 confirms nothing.
     *
     * @return true if they are saved
     */
    public boolean isSaved() {
        synchronized (lock) {
            boolean saved = echoed.contains(Update.merge(unsaved).diff(durable));
            if (saved) {
                unsaved = new ArrayList<>();
            }
            return saved;
        }
    }

    /**
     * The messages that have come, of all its connections.
     *
     * @return a copy, in order, not null
     */
    public List<Message> received() {
        return List.copyOf(received);
    }

    /**
     * The Updates that have come (not SyncStep2), of all its connections.
     *
     * @return a copy, in order, not null
     */
    public List<Update> receivedUpdates() {
        List<Update> updates = new ArrayList<>();
        for (Message message : received) {
            if (message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Update update) {
                updates.add(update.update());
            }
        }
        return updates;
    }

    /** Forgets the messages that have come. */
    public void clearReceived() {
        received.clear();
    }

    /**
     * How its last connection has ended.
     *
     * @return the code; null if it has not
     */
    public @Nullable CloseCode closeCode() {
        return closeCode;
    }

    /**
     * Why its last connection has ended.
     *
     * @return the reason of the close frame, maybe empty, not null
     */
    public String closeReason() {
        return closeReason;
    }

    // Waiting, up to 10 s

    /**
     * Waits until it {@linkplain #isSynced is synced}.
     *
     * @return this client
     */
    public ScriptedClient awaitSynced() {
        Await.until(TIMEOUT, () -> "synced; closed with " + closeCode + " " + closeReason, this::isSynced);
        return this;
    }

    /**
     * Waits until it {@linkplain #isSaved is saved}.
     *
     * @return this client
     */
    public ScriptedClient awaitSaved() {
        Await.until(TIMEOUT, () -> "saved", this::isSaved);
        return this;
    }

    /**
     * Waits until its connection has ended.
     *
     * @return the code, not null
     */
    public CloseCode awaitClosed() {
        Await.until(TIMEOUT, () -> "closed", () -> closeCode != null);
        return Objects.requireNonNull(closeCode);
    }

    /**
     * Waits until a text of its document reads so.
     *
     * @param name the root's name, not null
     * @param expected the content, not null
     * @return this client
     */
    public ScriptedClient awaitText(String name, String expected) {
        Await.until(
                TIMEOUT,
                () -> "\"" + expected + "\", reads \"" + doc.getText(name) + "\"",
                () -> doc.getText(name).toString().equals(expected));
        return this;
    }

    /**
     * Waits until it sees exactly these clients, itself included if it has a state.
     *
     * @param clientIds their ids, not null
     * @return this client
     */
    public ScriptedClient awaitPresent(Long... clientIds) {
        Await.until(
                TIMEOUT,
                () -> "presence of " + List.of(clientIds) + ", sees "
                        + awareness.states().keySet(),
                () -> awareness.states().keySet().equals(Set.of(clientIds)));
        return this;
    }

    /** Cuts the connection if it is there. */
    @Override
    public void close() {
        LoopbackPeer peer = peer();
        if (peer != null) {
            peer.cut();
        }
    }

    // The provider

    private void documentChanged(UpdateEvent event) {
        if (event.origin() != this) {
            synchronized (lock) {
                unsaved.add(event.update());
            }
            send(new Message.Sync(new SyncMessage.Update(event.update())));
        }
    }

    private void awarenessChanged(AwarenessChange change) {
        send(new Message.Awareness(awareness.encode(change.accepted())));
    }

    private void handle(Message message) {
        received.add(message);
        if (message instanceof Message.Sync sync) {
            handle(sync.message());
        } else if (message instanceof Message.Awareness states) {
            awareness.apply(states.update(), this);
        }
    }

    private void handle(SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            synchronized (lock) {
                durable = step1.stateVector();
            }
            send(new Message.Sync(new SyncMessage.Step2(doc.encodeStateAsUpdate(step1.stateVector()))));
        } else if (message instanceof SyncMessage.Step2 step2) {
            doc.applyUpdate(step2.update(), this);
            synced = true;
        } else if (message instanceof SyncMessage.Update update) {
            doc.applyUpdate(update.update(), this);
            synchronized (lock) {
                echoed.applyUpdate(update.update());
            }
        }
    }

    /** One connection. */
    private final class Link implements LoopbackListener {

        private volatile @Nullable LoopbackPeer peer;

        private void open(LoopbackPeer opened) {
            peer = opened;
        }

        private boolean isCurrent() {
            synchronized (lock) {
                return link == this;
            }
        }

        @Override
        public void onMessage(byte[] message) {
            if (isCurrent()) {
                handle(Message.decode(message));
            }
        }

        @Override
        public void onClosed(CloseCode code, String why) {
            synchronized (lock) {
                link = null;
            }
            synced = false;
            closeReason = why;
            closeCode = code;
            List<Long> others = new ArrayList<>(awareness.states().keySet());
            others.remove(doc.clientId());
            awareness.removeStates(others, ScriptedClient.this);
        }
    }
}
