package dev.collab4j.example.editor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.collab4j.core.Json;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.Session;
import dev.collab4j.netty.HttpResponse;
import dev.collab4j.spi.storage.DocumentStore;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Which rooms there are, in the store or open, and how many are in each, as JSON: {@code [{"name":"notes","readers":0,"writers":2}]}.
 * It is looked up twice a second, whoever asks. Thread-safe.
 */
final class RoomList implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RoomList.class.getName());

    /** Of those in the store, the first by name. */
    private static final int MAX_ROOMS = 1_000;

    private static final long INTERVAL_MILLIS = 500;
    private static final long CLOSE_SECONDS = 5;

    private final CollabHub hub;
    private final DocumentStore store;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(RoomList::thread);
    private volatile String json = "[]";
    /** On the timer's thread alone. */
    private boolean isOld;

    private RoomList(CollabHub hub, DocumentStore store) {
        this.hub = hub;
        this.store = store;
    }

    static RoomList of(CollabHub hub, DocumentStore store) {
        RoomList list = new RoomList(hub, store);
        Future<?> unused = list.timer.scheduleWithFixedDelay(list::refresh, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return list;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "room-list");
        thread.setDaemon(true);
        return thread;
    }

    private void refresh() {
        try {
            json = Json.stringify(rooms());
            isOld = false;
        } catch (RuntimeException e) { // an old list is better than none, and it is looked up again at once
            if (!isOld) {
                LOG.log(Level.WARNING, "The rooms can't be listed, the list is old until they can", e);
            }
            isOld = true;
        }
    }

    private List<Map<String, Object>> rooms() {
        Set<String> stored = Set.copyOf(store.documents(null, MAX_ROOMS).items());
        TreeSet<String> names = new TreeSet<>(stored);
        names.addAll(hub.rooms());
        List<Map<String, Object>> rooms = new ArrayList<>();
        for (String name : names) {
            List<Session> sessions = hub.room(name).sessions().join();
            if (!sessions.isEmpty() || stored.contains(name)) {
                rooms.add(room(name, sessions));
            }
        }
        return rooms;
    }

    private static Map<String, Object> room(String name, List<Session> sessions) {
        int readers = (int) sessions.stream().filter(Session::isReadOnly).count();
        return new TreeMap<>(Map.of("name", name, "readers", readers, "writers", sessions.size() - readers));
    }

    HttpResponse response() {
        return EditorPage.response("application/json", json.getBytes(UTF_8));
    }

    /** Waits for a look that has begun: one that is interrupted would close H2's file. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
