package dev.collab4j.hub;

import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A hub with a loopback transport; every client that it gives is closed with it. */
final class HubFixture implements AutoCloseable {

    final CollabHub hub;
    final LoopbackTransport transport;
    private final List<ScriptedClient> clients = new ArrayList<>();

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

    static HubFixture with(DocumentStore store, HubOptions.Builder options) {
        return new HubFixture(builder -> builder.store(store).options(options.build()));
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

    ScriptedClient joined(String room) {
        ScriptedClient client = client(room);
        client.connect();
        return client.awaitSynced();
    }

    @Override
    public void close() {
        clients.forEach(ScriptedClient::close);
        hub.close();
        transport.close();
    }
}
