package dev.collab4j.it.overload;

import dev.collab4j.core.Doc;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A y-websocket client that sends edits and cursors as fast as the network takes them, and times the edits' echoes. */
final class Typist implements WebSocket.Listener {

    /** The clock after an edit, and when it was given to the socket. */
    private record Sent(long clock, long at) {}

    private final Doc doc = new Doc();
    private final Awareness awareness = new Awareness(doc.clientId(), InstantSource.system());
    private final Queue<Sent> unsaved = new ConcurrentLinkedQueue<>();
    private final Queue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger dueEdits = new AtomicInteger();
    private final AtomicInteger dueCursors = new AtomicInteger();
    private final AtomicInteger closeCode = new AtomicInteger();
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final WebSocket socket;
    private boolean sending;
    private int cursor;

    Typist(HttpClient http, int port, String room) {
        doc.onUpdate(this::changed);
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/y/" + room), this)
                .join();
        socket.sendBinary(bytes(new SyncMessage.Step1(doc.stateVector())), true).join();
    }

    CompletableFuture<Void> synced() {
        return synced;
    }

    /** Times of echoes in nanoseconds, so far. */
    Queue<Long> latencies() {
        return latencies;
    }

    /** Edits that nobody has confirmed, those that wait for the network included. */
    int open() {
        return dueEdits.get() + unsaved.size();
    }

    int closeCode() {
        return closeCode.get();
    }

    int length() {
        return doc.getText("t").length();
    }

    void edit() {
        dueEdits.incrementAndGet();
        sendNext(false);
    }

    void moveCursor() {
        dueCursors.set(1); // as a page does, which sends the latest
        sendNext(false);
    }

    /** One at a time: what the network doesn't take is due. */
    private synchronized void sendNext(boolean goesOn) {
        if (sending && !goesOn) {
            return;
        }
        sending = true;
        if (dueEdits.get() > 0) {
            dueEdits.decrementAndGet();
            doc.getText("t").insert(0, "x");
        } else if (dueCursors.getAndSet(0) > 0) {
            awareness.setLocalState(Map.of("cursor", cursor++));
            send(bytes(new Message.Awareness(awareness.encode(List.of(doc.clientId())))));
        } else {
            sending = false;
        }
    }

    private void changed(UpdateEvent event) {
        if (event.origin() != this) {
            unsaved.add(new Sent(doc.stateVector().get(doc.clientId()), System.nanoTime()));
            send(bytes(new SyncMessage.Update(event.update())));
        }
    }

    private void send(ByteBuffer message) {
        CompletableFuture<?> unused = socket.sendBinary(message, true).thenRunAsync(() -> sendNext(true));
    }

    private static ByteBuffer bytes(SyncMessage message) {
        return bytes(new Message.Sync(message));
    }

    private static ByteBuffer bytes(Message message) {
        return ByteBuffer.wrap(message.encode());
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        if (Message.decode(data) instanceof Message.Sync sync) {
            receive(sync.message());
        }
        from.request(1);
        return null;
    }

    private void receive(SyncMessage message) {
        if (message instanceof SyncMessage.Step2 step2) {
            doc.applyUpdate(step2.update(), this);
            synced.complete(null);
        } else if (message instanceof SyncMessage.Update update) {
            doc.applyUpdate(update.update(), this);
            saved(update.update().stateVector().get(doc.clientId()));
        }
    }

    private void saved(long clock) {
        long now = System.nanoTime();
        for (Sent first = unsaved.peek(); first != null && first.clock <= clock; first = unsaved.peek()) {
            latencies.add(now - first.at);
            unsaved.remove();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
        closeCode.set(code);
        return null;
    }

    void close() {
        socket.abort();
    }
}
