package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.RoomFuture;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.wire.YWebSocketProtocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Closes the connections of a hub one after the other, and waits until the rooms are in the store. */
final class Drain {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Engine engine;
    private final RoomRegistry registry;
    private final YWebSocketProtocol protocol;
    private final long deadline;
    private final RoomFuture<List<String>> unsaved = new RoomFuture<>();

    Drain(Engine engine, RoomRegistry registry, YWebSocketProtocol protocol, Duration within) {
        this.engine = engine;
        this.registry = registry;
        this.protocol = protocol;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    /** Spreads the closes over a part of the time, so that the clients don't all come to another node at once. */
    CompletableFuture<List<String>> start(Duration closeWithin) {
        List<Runnable> closers = protocol.closers();
        for (int i = 0; i < closers.size(); i++) {
            later(closeWithin.multipliedBy(i).dividedBy(closers.size()), closers.get(i));
        }
        later(closeWithin, this::check);
        return unsaved;
    }

    private void check() {
        CompletableFuture<?> unused = registry.unsaved()
                .whenComplete((names, failure) -> checked(names == null ? List.of() : names, failure));
    }

    private void checked(List<String> names, @Nullable Throwable failure) {
        boolean isLate = System.nanoTime() - deadline >= 0;
        if (failure != null) {
            unsaved.completeExceptionally(failure);
        } else if (isLate || (names.isEmpty() && protocol.isEmpty())) {
            unsaved.complete(names);
        } else {
            later(POLL, this::check);
        }
    }

    private void later(Duration delay, Runnable task) {
        engine.later(delay, task);
    }
}
