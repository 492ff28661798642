package dev.collab4j.it.monitoring;

import dev.collab4j.example.editor.Management;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubMetrics;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** A hub without a network, whose metrics are where the editor has its own. */
final class WatchedHub implements AutoCloseable {

    private final CollabHub hub;
    private final LoopbackTransport transport;
    private final Management management;

    WatchedHub(CollabHub hub) {
        this.hub = hub;
        this.transport = new LoopbackTransport(hub.yWebSocket());
        PrometheusMeterRegistry registry = Management.registry();
        HubMetrics.of(hub).bindTo(registry);
        this.management = Management.start("127.0.0.1", 0, registry, hub);
    }

    int port() {
        return management.port();
    }

    CollabHub hub() {
        return hub;
    }

    /** A client that asks for a room, and may be in it later. */
    ScriptedClient comes(String room) {
        ScriptedClient client = ScriptedClient.of(transport, room);
        client.connect();
        return client;
    }

    ScriptedClient joined(String room) {
        return comes(room).awaitSynced();
    }

    @Override
    public void close() {
        hub.close();
        transport.close();
        management.close();
    }
}
