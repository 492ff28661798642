package dev.collab4j.hub;

import dev.collab4j.hub.internal.engine.Engine;
import dev.collab4j.hub.internal.engine.RoomFuture;
import dev.collab4j.hub.internal.engine.RoomRegistry;
import dev.collab4j.hub.internal.wire.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Closes the connections of a hub one after the other, and waits until the rooms are in the store, and the host knows. */
final class Drain {

    private static final Duration POLL = Duration.ofMillis(20);
    /** A few clients need not be spread over all of the time: so many milliseconds for each are enough. */
    private static final Duration LONGEST_BETWEEN_CLOSES = Duration.ofMillis(100);
    /** How much longer than the given time a room may take to say how it is. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);

    private final Engine engine;
    private final RoomRegistry registry;
    private final Gate gate;
    private final Duration within;
    private final long deadline;
    private final RoomFuture<List<String>> unsaved = new RoomFuture<>();
    private volatile Map<String, CompletableFuture<Boolean>> answers = Map.of();

    Drain(Engine engine, RoomRegistry registry, Gate gate, Duration within) {
        this.engine = engine;
        this.registry = registry;
        this.gate = gate;
        this.within = within;
        this.deadline = System.nanoTime() + within.toNanos();
    }

    /** Spreads the closes over a part of the time, so that the clients don't all come to another node at once. */
    CompletableFuture<List<String>> start(Duration closeWithin) {
        List<Runnable> closers = gate.closers();
        Duration between = between(closeWithin, closers.size());
        for (int i = 0; i < closers.size(); i++) {
            later(between.multipliedBy(i), closers.get(i));
        }
        later(between.multipliedBy(closers.size()), this::check);
        later(within.plus(ANSWER_WITHIN), this::giveUp);
        return unsaved;
    }

    private static Duration between(Duration closeWithin, int count) {
        Duration even = closeWithin.dividedBy(Math.max(count, 1));
        return even.compareTo(LONGEST_BETWEEN_CLOSES) < 0 ? even : LONGEST_BETWEEN_CLOSES;
    }

    private void check() {
        engine.effects().hurry();
        answers = registry.areClean();
        CompletableFuture<?>[] all = answers.values().toArray(CompletableFuture<?>[]::new);
        CompletableFuture<?> unused = CompletableFuture.allOf(all).whenComplete((done, failure) -> checked(failure));
    }

    private void checked(@Nullable Throwable failure) {
        boolean isLate = System.nanoTime() - deadline >= 0;
        List<String> names = failure == null ? notClean() : List.of();
        if (failure != null) {
            unsaved.completeExceptionally(failure);
        } else if (isLate
                || (names.isEmpty() && gate.isEmpty() && engine.effects().isDone())) {
            unsaved.complete(names);
        } else {
            later(POLL, this::check);
        }
    }

    /** A room that does not even answer, as a body of the application blocks it, is not saved either. */
    private void giveUp() {
        unsaved.complete(notClean());
    }

    private List<String> notClean() {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue().isCompletedExceptionally()
                        || !answer.getValue().getNow(false))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void later(Duration delay, Runnable task) {
        try {
            engine.later(delay, task);
        } catch (RejectedExecutionException e) {
            unsaved.completeExceptionally(e); // the host has shut the scheduler down
        }
    }
}
