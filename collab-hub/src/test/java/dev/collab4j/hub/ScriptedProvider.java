package dev.collab4j.hub;

import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.protocol.HocuspocusFrame;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.LoopbackListener;
import dev.collab4j.testkit.LoopbackPeer;
import dev.collab4j.testkit.LoopbackTransport;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A HocuspocusProvider for tests: it sends what the real one does, in its order, and counts as it does. */
final class ScriptedProvider {

    /** The socket that several providers share. */
    static final class Socket {

        private final LoopbackTransport transport;
        private final Map<String, ScriptedProvider> providers = new ConcurrentHashMap<>();
        final List<HocuspocusFrame> received = new CopyOnWriteArrayList<>();
        volatile @Nullable CloseCode closeCode;
        private volatile @Nullable LoopbackPeer peer;
        private @Nullable Link link;

        Socket(LoopbackTransport transport) {
            this.transport = transport;
        }

        Socket open() {
            return open(Handshake.builder("/hocuspocus", "").build());
        }

        /** From here on nothing comes of a connection before. */
        synchronized Socket open(Handshake handshake) {
            closeCode = null;
            link = new Link();
            peer = transport.connect(handshake, link);
            providers.values().forEach(ScriptedProvider::start);
            return this;
        }

        ScriptedProvider attach(String address, @Nullable String token) {
            ScriptedProvider provider = new ScriptedProvider(this, address, token);
            providers.put(address, provider);
            provider.start();
            return provider;
        }

        LoopbackPeer peer() {
            return Objects.requireNonNull(peer);
        }

        private void receive(byte[] message) {
            HocuspocusFrame frame = HocuspocusFrame.decode(ByteBuffer.wrap(message));
            received.add(frame);
            ScriptedProvider provider = providers.get(frame.address());
            if (provider != null) {
                provider.receive(frame.message());
            }
        }

        private synchronized void ifCurrent(Link of, Runnable action) {
            if (link == of) {
                action.run();
            }
        }

        /** One connection. */
        private final class Link implements LoopbackListener {

            @Override
            public void onMessage(byte[] message) {
                ifCurrent(this, () -> receive(message));
            }

            @Override
            public void onClosed(CloseCode code, String why) {
                ifCurrent(this, () -> closeCode = code);
            }
        }

        int awaitClosed() {
            await().until(() -> closeCode != null);
            return Objects.requireNonNull(closeCode).value();
        }
    }

    final Doc doc = new Doc();
    final Awareness awareness = new Awareness(doc.clientId(), InstantSource.system());
    final List<HocuspocusMessage> received = new CopyOnWriteArrayList<>();
    final AtomicInteger unsynced = new AtomicInteger();
    private final Socket socket;
    private final String address;
    volatile @Nullable String token;
    /** As provider 4 says it; null as those before don't. */
    volatile @Nullable String version = "4.8.0";

    private volatile boolean synced;

    private ScriptedProvider(Socket socket, String address, @Nullable String token) {
        this.socket = socket;
        this.address = address;
        this.token = token;
        doc.onUpdate(this::changed);
    }

    private void changed(UpdateEvent event) {
        if (event.origin() != this) {
            unsynced.incrementAndGet();
            send(new HocuspocusMessage.Sync(new SyncMessage.Update(event.update())));
        }
    }

    private void start() {
        synced = false;
        if (token != null) {
            sendToken();
        }
        forceSync();
        if (awareness.localState() != null) {
            send(new HocuspocusMessage.Awareness(awareness.encode(List.of(doc.clientId()))));
        }
    }

    /** Asks for the document, and forgets what it had counted. */
    void forceSync() {
        unsynced.set(1);
        send(new HocuspocusMessage.Sync(new SyncMessage.Step1(doc.stateVector())));
    }

    void sendToken() {
        send(new HocuspocusMessage.Token(Objects.requireNonNull(token), version));
    }

    void send(HocuspocusMessage message) {
        socket.peer().send(new HocuspocusFrame(address, message).encode());
    }

    void edit(Consumer<Doc> body) {
        doc.transact(tx -> body.accept(doc));
    }

    private void receive(HocuspocusMessage message) {
        received.add(message);
        if (message instanceof HocuspocusMessage.Sync sync) {
            receive(sync.message());
        } else if (message instanceof HocuspocusMessage.Awareness states) {
            awareness.apply(states.update(), this);
        } else if (message instanceof HocuspocusMessage.SyncStatus status && status.applied()) {
            unsynced.decrementAndGet(); // below 0 as well, like provider 2: one too many shows
        }
    }

    private void receive(SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            send(new HocuspocusMessage.Sync(new SyncMessage.Step2(doc.encodeStateAsUpdate(step1.stateVector()))));
        } else if (message instanceof SyncMessage.Step2 step2) {
            doc.applyUpdate(step2.update(), this);
            synced = true;
        } else if (message instanceof SyncMessage.Update update) {
            doc.applyUpdate(update.update(), this);
        }
    }

    boolean isSynced() {
        return synced;
    }

    ScriptedProvider awaitSynced() {
        await().until(this::isSynced);
        return this;
    }

    /** Nothing is unsynced, as its page shows it. */
    ScriptedProvider awaitSaved() {
        await().until(() -> unsynced.get() == 0);
        return this;
    }

    ScriptedProvider awaitText(String expected) {
        await().until(() -> text().equals(expected));
        return this;
    }

    String text() {
        return doc.getText("t").toString();
    }

    <T extends HocuspocusMessage> T awaitMessage(Class<T> type) {
        await().until(() -> received.stream().anyMatch(type::isInstance));
        return received.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    long count(Class<? extends HocuspocusMessage> type) {
        return received.stream().filter(type::isInstance).count();
    }
}
