package dev.collab4j.hub;

import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A room behind a filter, and those who edit it in either protocol. */
final class FilteredRoom implements AutoCloseable {

    static final String NAME = "r";

    private final HubFixture fixture;
    private final LoopbackTransport hocuspocus;
    private ScriptedClient hostile;

    FilteredRoom(TestStore store, UpdateFilter filter) {
        fixture = new HubFixture(builder ->
                builder.store(store).options(HubFixture.quick().build()).updateFilter(filter));
        hocuspocus = new LoopbackTransport(fixture.hub.hocuspocus());
    }

    void edit(Consumer<Doc> body) {
        fixture.hub.room(NAME).edit("test", body).join();
    }

    Doc copy() {
        Doc copy = new Doc();
        copy.applyUpdate(fixture.hub.room(NAME).read(Doc::encodeStateAsUpdate).join());
        return copy;
    }

    String picture() {
        return fixture.hub.room(NAME).read(FilteredEdits::picture).join();
    }

    void sendHostile(Update update) {
        if (hostile == null || hostile.closeCode() != null) {
            hostile = fixture.joined(NAME);
        }
        hostile.send(new Message.Sync(new SyncMessage.Update(update)));
    }

    Editor yjsClient() {
        return new YjsEditor(fixture.joined(NAME));
    }

    Editor provider() {
        ScriptedProvider.Socket socket = new ScriptedProvider.Socket(hocuspocus).open();
        return new ProviderEditor(socket, socket.attach(NAME, "token").awaitSynced());
    }

    void leave() {
        fixture.hub.close();
    }

    @Override
    public void close() {
        fixture.close();
        hocuspocus.close();
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
