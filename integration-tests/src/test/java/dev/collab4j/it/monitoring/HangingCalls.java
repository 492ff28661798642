package dev.collab4j.it.monitoring;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.JoinRequest;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.it.host.StallingStore;
import dev.collab4j.testkit.ScriptedClient;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The store hangs while somebody types, and the authenticator for some of those who come. */
final class HangingCalls implements Incident {

    /** More than the 32 that may be asked about at the same time. */
    private static final int STRANGERS = 40;

    private final StallingStore store = new StallingStore(new InMemoryDocumentStore());
    private final CountDownLatch end = new CountDownLatch(1);
    private final WatchedHub watched = new WatchedHub(
            CollabHub.builder().store(store).authenticator(this::authenticate).build());
    private final ScriptedClient ann = watched.joined("room");

    HangingCalls() {
        store.stall();
        for (int i = 0; i < STRANGERS; i++) {
            watched.comes("stranger-" + i);
        }
    }

    private Access authenticate(JoinRequest request) throws InterruptedException {
        if (request.room().startsWith("stranger-")) {
            end.await();
        }
        return Access.readWrite(null);
    }

    @Override
    public int port() {
        return watched.port();
    }

    @Override
    public Set<String> alerts() {
        return Set.of("CollabNotSaving", "CollabCallsWait");
    }

    @Override
    public void keepUp() {
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
    }

    @Override
    public void close() {
        store.release();
        end.countDown();
        watched.close();
    }
}
