package dev.collab4j.it.monitoring;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.testkit.ScriptedClient;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The store fails while people paste more than may wait for it, and others come. */
final class FailingStore implements Incident {

    private static final int ROOMS = 3;
    private static final int PASTES = 9;
    /** Each that comes leaves the trace of an exception in the log. */
    private static final int TIMES_BETWEEN_COMERS = 4;

    private static final String PASTED = "x".repeat(2 << 20);

    private final TroubledStore store = new TroubledStore();
    private final WatchedHub watched = new WatchedHub(CollabHub.builder()
            .store(store)
            .authenticator(Authenticator.anyone())
            .build());
    private final List<ScriptedClient> pasting =
            IntStream.range(0, ROOMS).mapToObj(i -> watched.joined("room-" + i)).toList();
    private int times;

    FailingStore() {
        store.fail(true);
    }

    @Override
    public int port() {
        return watched.port();
    }

    @Override
    public Set<String> alerts() {
        return Set.of(
                "CollabBreakerOpen", "CollabUnsavedHigh", "CollabReadOnly", "CollabStoreFails", "CollabJoinsFail");
    }

    @Override
    public void keepUp() {
        times++;
        if (times <= PASTES) {
            pasting.forEach(client -> client.edit(doc -> doc.getText("t").insert(0, PASTED)));
        }
        if (times % TIMES_BETWEEN_COMERS == 0) {
            watched.comes("late-" + times);
        }
    }

    @Override
    public void close() {
        store.fail(false);
        watched.close();
    }
}
