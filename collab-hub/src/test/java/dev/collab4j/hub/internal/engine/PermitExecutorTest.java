package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PermitExecutorTest {

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final List<Throwable> failed = new ArrayList<>();

    private void call(PermitExecutor calls, String result) {
        calls.call(() -> result, Runnable::run, done::add, failed::add);
    }

    @Test
    void soManyAtATimeAndTheRestInOrder() {
        PermitExecutor calls = new PermitExecutor(pool::add, 2);
        for (String name : List.of("a", "b", "c", "d")) {
            call(calls, name);
        }
        assertThat(pool).hasSize(2);
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aCallThatThrowsGivesItsPermitBack() {
        PermitExecutor calls = new PermitExecutor(Runnable::run, 1);
        calls.call(
                () -> {
                    throw new IllegalStateException("as the test wants");
                },
                Runnable::run,
                result -> done.add("never"),
                failed::add);
        call(calls, "a");
        assertThat(failed).hasSize(1);
        assertThat(done).containsExactly("a");
    }

    @Test
    void anExecutorThatDoesNotTakeACallFailsItAndKeepsNoPermit() {
        assertOneFailsAndTheNextRuns(new RejectedExecutionException("full"));
        assertOneFailsAndTheNextRuns(new IllegalStateException("stopped"));
        assertOneFailsAndTheNextRuns(new OutOfMemoryError("unable to create native thread"));
    }

    private void assertOneFailsAndTheNextRuns(Throwable first) {
        done.clear();
        failed.clear();
        PermitExecutor calls = new PermitExecutor(throwingOnce(first), 1);
        call(calls, "a");
        call(calls, "b");
        assertThat(failed).containsExactly(first);
        assertThat(done).containsExactly("b");
    }

    private static Executor throwingOnce(Throwable first) {
        Queue<Throwable> failures = new ArrayDeque<>(List.of(first));
        return task -> {
            Throwable failure = failures.poll();
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            task.run();
        };
    }
}
