package dev.collab4j.spi.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers what it is told, and has the test say when a write is done. */
final class FakeWire implements Wire {

    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    String reason = "";
    CompletableFuture<Void> write = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<?> write(ByteBuffer message) {
        told.add(StandardCharsets.UTF_8.decode(message).toString());
        return write;
    }

    @Override
    public void ping() {
        told.add("ping");
    }

    @Override
    public void pong(ByteBuffer payload) {
        told.add("pong " + payload.get());
    }

    @Override
    public void close(CloseCode code, String why) {
        told.add("close " + code);
        reason = why;
    }

    @Override
    public void cut() {
        told.add("cut");
    }
}
