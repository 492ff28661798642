package dev.collab4j.it.monitoring;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The store answers late, code in a room takes its time, and the listener hangs. */
final class SlowServer implements Incident {

    private static final Duration OF_THE_STORE = Duration.ofMillis(2_600);
    private static final long IN_THE_ROOM_NANOS = Duration.ofMillis(300).toNanos();

    private final TroubledStore store = new TroubledStore();
    private final CountDownLatch end = new CountDownLatch(1);
    private final WatchedHub watched = new WatchedHub(CollabHub.builder()
            .store(store)
            .authenticator(Authenticator.anyone())
            .listener(event -> end.await())
            .options(HubOptions.builder().maxQueuedEvents(1).build())
            .build());
    private final ScriptedClient ann = watched.joined("room");
    private int late;

    SlowServer() {
        store.delay(OF_THE_STORE);
    }

    @Override
    public int port() {
        return watched.port();
    }

    @Override
    public Set<String> alerts() {
        return Set.of("CollabSavesSlow", "CollabJoinsSlow", "CollabTurnsSlow", "CollabEventsMissed");
    }

    @Override
    public void keepUp() {
        ann.edit(doc -> doc.getText("t").insert(0, "x"));
        watched.comes("late-" + late++);
        CompletableFuture<Integer> unused = watched.hub().room("slow").read(doc -> {
            LockSupport.parkNanos(IN_THE_ROOM_NANOS);
            return 0;
        });
    }

    @Override
    public void close() {
        store.delay(Duration.ZERO);
        end.countDown();
        watched.close();
    }
}
