package dev.collab4j.it.durability;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page with y-websocket 3.1: it comes back as that does, 0.1 s after its connection was closed and then ever later. */
final class DrainClient implements WebSocket.Listener {

    /** What many clients have in common. */
    static final class Fleet {
        private final HttpClient http = HttpClient.newHttpClient();
        private final ScheduledExecutorService timer;
        private final Queue<Long> syncs = new ConcurrentLinkedQueue<>();
        private volatile int port;
        private volatile boolean drains;

        Fleet(ScheduledExecutorService timer, int port) {
            this.timer = timer;
            this.port = port;
        }

        /** From now on clients come to another server, as a balancer has it that has seen the health. */
        void goOnAt(int other) {
            syncs.clear();
            port = other;
            drains = true;
        }

        /** When clients were synchronised, on the clock of {@code System.nanoTime}. */
        Queue<Long> syncs() {
            return syncs;
        }
    }

    private static final int FIRST_DELAY_MILLIS = 100;
    private static final int MAX_DELAY_MILLIS = 2_500;
    private static final int MAX_DOUBLINGS = 5;

    private final Fleet fleet;
    private final String name;
    private final String room;
    private final boolean comesBack;
    private final Doc doc = new Doc();
    /** What it has set, and its clock after that. */
    private final Map<String, Long> edits = new LinkedHashMap<>();

    private final AtomicInteger closeCode = new AtomicInteger();
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    private byte[] part = {};
    private int closes;
    private volatile boolean gone;
    private volatile long acknowledged;

    DrainClient(Fleet fleet, String name, String room, boolean comesBack) {
        this.fleet = fleet;
        this.name = name;
        this.room = room;
        this.comesBack = comesBack;
        doc.onUpdate(this::changed);
    }

    void connect() {
        URI uri = URI.create("ws://127.0.0.1:" + fleet.port + "/y/" + room);
        CompletableFuture<WebSocket> unused = fleet.http
                .newWebSocketBuilder()
                .buildAsync(uri, this)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        comeBack();
                    }
                });
    }

    private void comeBack() {
        if (!gone) {
            int delay = Math.min(FIRST_DELAY_MILLIS << Math.min(++closes, MAX_DOUBLINGS), MAX_DELAY_MILLIS);
            fleet.timer.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Adds something that nobody else does. */
    void edit() {
        if (gone) {
            return;
        }
        String key = name + "-" + edits.size();
        doc.getMap("edits").set(key, true);
        edits.put(key, doc.stateVector().get(doc.clientId()));
    }

    private void changed(UpdateEvent event) {
        if (event.origin() != this) {
            send(new SyncMessage.Update(event.update()));
        }
    }

    private synchronized void send(SyncMessage message) {
        WebSocket to = socket;
        if (to != null) {
            ByteBuffer bytes = ByteBuffer.wrap(new Message.Sync(message).encode());
            sending = sending.thenCompose(before -> to.sendBinary(bytes, true));
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            socket = opened;
            sending = CompletableFuture.completedFuture(null);
            part = new byte[0];
        }
        send(new SyncMessage.Step1(doc.stateVector()));
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        ByteBuffer whole = ByteBuffer.allocate(part.length + data.remaining())
                .put(part)
                .put(data)
                .flip();
        part = last ? new byte[0] : whole.array();
        if (last && Message.decode(whole) instanceof Message.Sync sync) {
            receive(sync.message());
        }
        from.request(1);
        return null;
    }

    private void receive(SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            send(new SyncMessage.Step2(doc.encodeStateAsUpdate(step1.stateVector())));
        } else if (message instanceof SyncMessage.Step2 step2) {
            doc.applyUpdate(step2.update(), this);
            closes = 0;
            fleet.syncs.add(System.nanoTime());
        } else if (message instanceof SyncMessage.Update update) {
            receive(update.update());
        }
    }

    /** What comes back of its own is stored. */
    private void receive(Update update) {
        doc.applyUpdate(update, this);
        acknowledged = Math.max(acknowledged, update.stateVector().get(doc.clientId()));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
        if (fleet.drains) {
            closeCode.compareAndSet(0, code);
        }
        closed();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable why) {
        closed();
    }

    private void closed() {
        synchronized (this) {
            socket = null;
        }
        gone |= fleet.drains && !comesBack;
        comeBack();
    }

    void close() {
        gone = true;
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    boolean comesBack() {
        return comesBack;
    }

    /** Of the first connection that was closed in the drain, 0 if none was. */
    int closeCode() {
        return closeCode.get();
    }

    String room() {
        return room;
    }

    /** All that the room has, as this client sees it. */
    Set<String> seen() {
        return Set.copyOf(doc.getMap("edits").keys());
    }

    /** What must not be lost: all that it has set if it comes back, else what it was told is stored. */
    Set<String> owed() {
        return edits.entrySet().stream()
                .filter(edit -> comesBack || edit.getValue() <= acknowledged)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
