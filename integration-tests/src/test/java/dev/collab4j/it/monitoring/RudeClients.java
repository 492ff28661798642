package dev.collab4j.it.monitoring;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Set;

/** Clients that don't read, ask for what is no room, or try what they may not. */
final class RudeClients implements Incident {

    private static final int LAGGING = 30;
    private static final int DENIED = 20;
    private static final int MISNAMED = 4;
    /** More than 255 bytes. */
    private static final String NO_NAME = "x".repeat(256);

    private static final String LONG = "x".repeat(20_000);

    private final WatchedHub watched = new WatchedHub(CollabHub.builder()
            .store(new InMemoryDocumentStore())
            .authenticator(
                    request -> request.room().equals("secret") ? Access.denied("not yours") : Access.readWrite(null))
            .build());
    private final ScriptedClient ann = watched.joined("room");

    RudeClients() {
        for (int i = 0; i < LAGGING; i++) {
            watched.joined("room").stopReading();
        }
    }

    @Override
    public int port() {
        return watched.port();
    }

    @Override
    public Set<String> alerts() {
        return Set.of("CollabClientsLag", "CollabRefuses", "CollabDenies");
    }

    @Override
    public void keepUp() {
        ann.edit(doc -> doc.getText("t").insert(0, LONG));
        for (int i = 0; i < DENIED; i++) {
            watched.comes("secret");
        }
        for (int i = 0; i < MISNAMED; i++) {
            watched.comes(NO_NAME);
        }
    }

    @Override
    public void close() {
        watched.close();
    }
}
