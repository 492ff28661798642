package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A room behind a filter, on one hub or on several that share a store and a bus that loses a tenth, and those who edit it in either
 * protocol. Each connection goes to the next hub in turn.
 */
final class FilteredRoom implements AutoCloseable {

    static final String NAME = "r";

    private static final Duration REPAIR = Duration.ofMillis(100);

    private final List<MessageBus> buses = new ArrayList<>();
    private final List<CollabHub> hubs = new ArrayList<>();
    private final LoopbackTransport yWebSocket;
    private final LoopbackTransport hocuspocus;
    private final List<ScriptedClient> clients = new ArrayList<>();
    private @Nullable ScriptedClient hostile;

    FilteredRoom(TestStore store, UpdateFilter filter, int hubCount, Random losses) {
        InMemoryMessageBus bus = new InMemoryMessageBus(message -> losses.nextInt(10) == 0);
        for (int i = 0; i < hubCount; i++) {
            CollabHub.Builder builder = CollabHub.builder()
                    .store(store)
                    .authenticator(Authenticator.anyone())
                    .options(HubFixture.quick().repairInterval(REPAIR).build())
                    .updateFilter(filter);
            hubs.add(hubCount == 1 ? builder.build() : builder.bus(node(bus)).build());
        }
        yWebSocket = new LoopbackTransport(inTurn(CollabHub::yWebSocket));
        hocuspocus = new LoopbackTransport(inTurn(CollabHub::hocuspocus));
    }

    private MessageBus node(InMemoryMessageBus bus) {
        MessageBus node = bus.node();
        buses.add(node);
        return node;
    }

    private Acceptor inTurn(Function<CollabHub, Acceptor> protocol) {
        return new InTurn(hubs.stream().map(protocol).toList());
    }

    void edit(Consumer<Doc> body) {
        hubs.get(0).room(NAME).edit("test", body).join();
    }

    private <T> T read(CollabHub hub, Function<Doc, T> body) {
        return hub.room(NAME).read(body).join();
    }

    Doc copy() {
        return copies().get(0);
    }

    /** What each hub has. */
    List<Doc> copies() {
        return hubs.stream().map(hub -> read(hub, FilteredRoom::copy)).toList();
    }

    private static Doc copy(Doc doc) {
        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        return copy;
    }

    /** What can be seen on each hub; once all have the same there is one. */
    Set<String> pictures() {
        return hubs.stream().map(hub -> read(hub, FilteredEdits::picture)).collect(Collectors.toSet());
    }

    void sendHostile(Update update) {
        if (hostile == null || hostile.closeCode() != null) {
            hostile = joined();
        }
        hostile.send(new Message.Sync(new SyncMessage.Update(update)));
    }

    private ScriptedClient joined() {
        ScriptedClient client = ScriptedClient.of(yWebSocket, NAME);
        clients.add(client);
        client.connect();
        return client.awaitSynced();
    }

    Editor yjsClient() {
        return new YjsEditor(joined());
    }

    Editor provider() {
        ScriptedProvider.Socket socket = new ScriptedProvider.Socket(hocuspocus).open();
        return new ProviderEditor(socket, socket.attach(NAME, "token").awaitSynced());
    }

    void leave() {
        hubs.forEach(CollabHub::close);
    }

    @Override
    public void close() {
        clients.forEach(ScriptedClient::close);
        leave();
        buses.forEach(MessageBus::close);
        yWebSocket.close();
        hocuspocus.close();
        assertThat(yWebSocket.openFrames() + hocuspocus.openFrames()).isZero();
    }

    /** Several hubs behind one address. */
    private static final class InTurn implements Acceptor {

        private final List<Acceptor> hubs;
        private final AtomicInteger connections = new AtomicInteger();

        private InTurn(List<Acceptor> hubs) {
            this.hubs = hubs;
        }

        @Override
        public Admission admit(Handshake handshake) {
            return hubs.get(0).admit(handshake);
        }

        @Override
        public @Nullable ConnectionListener accept(Connection connection, Handshake handshake) {
            return hubs.get(connections.getAndIncrement() % hubs.size()).accept(connection, handshake);
        }

        @Override
        public int maxFrameBytes() {
            return hubs.get(0).maxFrameBytes();
        }
    }

    /** Somebody with a document. */
    abstract static class Editor {

        private final Doc doc;
        private final Set<Integer> written = ConcurrentHashMap.newKeySet();

        private Editor(Doc doc) {
            this.doc = doc;
            doc.onUpdate(this::changed);
        }

        private void changed(UpdateEvent event) {
            if (event.local()) {
                written.addAll(Marks.in(event.update().toV1()));
            }
        }

        Doc doc() {
            return doc;
        }

        /** The marks of all that was written here. */
        Set<Integer> written() {
            return written;
        }

        void awaitSaved() {
            resumeReading();
            await().until(() -> isSaved() || isSentAway());
        }

        abstract boolean isSentAway();

        abstract boolean isSaved();

        abstract void reconnect();

        abstract void stopReading();

        abstract void resumeReading();

        abstract List<byte[]> received();
    }

    private static final class YjsEditor extends Editor {

        private static final int REFUSED = 4409;
        private final ScriptedClient client;

        private YjsEditor(ScriptedClient client) {
            super(client.doc());
            this.client = client;
        }

        @Override
        boolean isSentAway() {
            return client.closeCode() != null && client.closeCode().value() == REFUSED;
        }

        @Override
        boolean isSaved() {
            return client.isSaved();
        }

        @Override
        void reconnect() {
            client.cut();
            if (!isSentAway()) {
                client.connect();
            }
        }

        @Override
        void stopReading() {
            unlessClosed(client::stopReading);
        }

        @Override
        void resumeReading() {
            unlessClosed(client::resumeReading);
        }

        private static void unlessClosed(Runnable action) {
            try {
                action.run();
            } catch (IllegalStateException e) {
                // it has just been sent away
            }
        }

        @Override
        List<byte[]> received() {
            return client.received().stream().map(Message::encode).toList();
        }
    }

    private static final class ProviderEditor extends Editor {

        private final ScriptedProvider.Socket socket;
        private final ScriptedProvider provider;

        private ProviderEditor(ScriptedProvider.Socket socket, ScriptedProvider provider) {
            super(provider.doc);
            this.socket = socket;
            this.provider = provider;
        }

        @Override
        boolean isSentAway() {
            return provider.count(HocuspocusMessage.PermissionDenied.class) > 0;
        }

        @Override
        boolean isSaved() {
            return provider.unsynced.get() == 0;
        }

        @Override
        void reconnect() {
            socket.peer().cut();
            socket.open();
        }

        @Override
        void stopReading() {
            socket.peer().stopReading();
        }

        @Override
        void resumeReading() {
            socket.peer().resumeReading();
        }

        @Override
        List<byte[]> received() {
            return provider.received.stream().map(HocuspocusMessage::encode).toList();
        }
    }
}
