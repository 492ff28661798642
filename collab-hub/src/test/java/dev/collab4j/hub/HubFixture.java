package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.StateVector;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A hub with a loopback transport; every client that it gives is closed with it, and no frame may be left over. As a
 * registered extension it is closed after the test; a store that stalls goes on before.
 */
final class HubFixture implements AutoCloseable, AfterEachCallback {

    final CollabHub hub;
    final LoopbackTransport transport;
    private final List<ScriptedClient> clients = new ArrayList<>();
    private Runnable beforeClose = () -> {};

    HubFixture(UnaryOperator<CollabHub.Builder> options) {
        hub = options.apply(CollabHub.builder().authenticator(Authenticator.anyone()))
                .build();
        transport = new LoopbackTransport(hub.yWebSocket());
    }

    static HubFixture on(DocumentStore store) {
        return new HubFixture(builder -> builder.store(store));
    }

    static HubFixture inMemory() {
        return on(new InMemoryDocumentStore());
    }

    static HubFixture with(TestStore store, HubOptions.Builder options) {
        return new HubFixture(builder -> builder.store(store).options(options.build())).releasing(store);
    }

    /** Lets a store go on before the hub is closed, so that the close needn't wait for it. */
    HubFixture releasing(TestStore store) {
        beforeClose = store::goOn;
        return this;
    }

    static HubOptions.Builder quick() {
        return HubOptions.builder()
                .minRetryDelay(Duration.ofMillis(5))
                .maxRetryDelay(Duration.ofMillis(20))
                .presenceGrace(Duration.ofMillis(200));
    }

    ScriptedClient client(String room) {
        ScriptedClient client = ScriptedClient.of(transport, room);
        clients.add(client);
        return client;
    }

    /** One that comes with the client id of another: the same page, by another way. */
    ScriptedClient clientWithIdOf(ScriptedClient other, String room) {
        ScriptedClient client = ScriptedClient.of(transport, room, other.doc().clientId());
        clients.add(client);
        return client;
    }

    ScriptedClient joined(String room) {
        ScriptedClient client = client(room);
        client.connect();
        return client.awaitSynced();
    }

    int length(String room, String text) {
        return hub.room(room).read(doc -> doc.getText(text).length()).join();
    }

    /** The answer to a question comes after everything that was sent before it was handled. */
    static void awaitHandled(ScriptedClient client) {
        client.clearReceived();
        client.send(new Message.Sync(new SyncMessage.Step1(StateVector.empty())));
        Awaitility.await().until(() -> client.received().stream().anyMatch(HubFixture::isStep2));
    }

    static boolean isStep2(Message message) {
        return message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Step2;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        beforeClose.run();
        clients.forEach(ScriptedClient::close);
        hub.close();
        transport.close();
        assertThat(transport.openFrames()).isZero();
    }
}
