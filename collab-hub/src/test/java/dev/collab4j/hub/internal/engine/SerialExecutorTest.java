package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final Overload overload = new Overload(Duration.ofSeconds(1));
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final SerialExecutor room = new SerialExecutor(
            pool::add, (tasks, event) -> log.add("end"), failures::add, () -> Operation.UNWATCHED, overload);

    @Test
    void itIsQueuedAtMostOnce() {
        room.execute(() -> log.add("a"));
        room.execute(() -> log.add("b"));
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(log).containsExactly("a", "b", "end");
        assertThat(pool).isEmpty();
    }

    @Test
    void aTaskThatThrowsStopsNeitherTheTurnNorTheRoom() {
        room.execute(() -> {
            throw new AssertionError("as the test wants");
        });
        room.execute(() -> log.add("after"));
        runAll();
        room.execute(() -> log.add("later"));
        runAll();
        assertThat(log.stream().filter(entry -> !entry.equals("end"))).containsExactly("after", "later");
        assertThat(failures).hasSize(1);
    }

    /** The first exception of a process may take longer than a turn. */
    private void runAll() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void anEndOfTurnThatThrowsDoesNotStopTheRoom() {
        SerialExecutor failing = new SerialExecutor(
                pool::add,
                (tasks, event) -> {
                    throw new IllegalStateException("as the test wants");
                },
                failures::add,
                () -> Operation.UNWATCHED,
                overload);
        failing.execute(() -> log.add("a"));
        pool.remove().run();
        failing.execute(() -> log.add("b"));
        pool.remove().run();
        assertThat(log).containsExactly("a", "b");
        assertThat(failures).hasSize(2);
    }

    @Test
    void aLongTurnGoesToTheTail() {
        for (int i = 0; i < SerialExecutor.MAX_TASKS + 1; i++) {
            room.execute(() -> log.add("x"));
        }
        pool.remove().run();
        assertThat(log.size()).isLessThanOrEqualTo(SerialExecutor.MAX_TASKS + 1);
        assertThat(pool).as("queued again").hasSize(1);
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        assertThat(log.stream().filter("x"::equals)).hasSize(SerialExecutor.MAX_TASKS + 1);
    }

    @Test
    void anExecutorThatTakesNothingLeavesTheRoomUsable() {
        AtomicInteger attempts = new AtomicInteger();
        SerialExecutor refused = new SerialExecutor(
                task -> {
                    if (attempts.getAndIncrement() == 0) {
                        throw new RejectedExecutionException("full");
                    }
                    pool.add(task);
                },
                (tasks, event) -> {},
                failures::add,
                () -> Operation.UNWATCHED,
                overload);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> refused.execute(() -> log.add("a")));
        refused.execute(() -> log.add("b"));
        pool.remove().run();
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void aTurnIsWatchedFromItsPlaceInTheQueueToItsEnd() {
        SerialExecutor watched = new SerialExecutor(
                pool::add,
                (tasks, event) -> log.add("end"),
                failures::add,
                () -> {
                    log.add("waits");
                    return (outcome, why) -> log.add(outcome.label());
                },
                overload);
        watched.execute(() -> log.add("a"));
        watched.execute(() -> log.add("b"));
        assertThat(log).containsExactly("waits");
        pool.remove().run();
        assertThat(log).containsExactly("waits", "a", "b", "end", "success");
    }

    @Test
    void itKnowsItsOwnThread() {
        assertThat(SerialExecutor.isRoomThread()).isFalse();
        room.execute(() -> log.add(room.isCurrent() + " " + SerialExecutor.isRoomThread()));
        pool.remove().run();
        assertThat(log).contains("true true");
        assertThat(SerialExecutor.isRoomThread()).isFalse();
    }

    @Test
    void briefTasksRunOnTheLoopThatBroughtThem() {
        Queue<Runnable> loop = new ArrayDeque<>();
        room.useLoop(true);
        room.executeBrief(loop::add, () -> log.add("a"));
        room.executeBrief(() -> log.add("b"));
        assertThat(pool).isEmpty();
        loop.remove().run();
        assertThat(log).containsExactly("a", "b", "end");
        assertThat(loop).isEmpty();
    }

    @Test
    void aTurnOnALoopEndsBeforeATaskThatIsNotBrief() {
        Queue<Runnable> loop = new ArrayDeque<>();
        room.useLoop(true);
        room.executeBrief(loop::add, () -> log.add("a"));
        room.execute(() -> log.add("long"));
        room.executeBrief(() -> log.add("b"));
        loop.remove().run();
        assertThat(log).containsExactly("a", "end");
        assertThat(loop).isEmpty();
        pool.remove().run();
        assertThat(log).containsExactly("a", "end", "long", "b", "end");
    }

    @Test
    void whatIsBriefInASmallRoomIsNotInALargeOne() {
        room.executeBrief(task -> log.add("loop"), () -> log.add("a"));
        pool.remove().run();
        assertThat(log).containsExactly("a", "end");
    }

    @Test
    void aLoopThatHasShutDownIsNotAskedAgain() {
        room.useLoop(true);
        room.executeBrief(
                task -> {
                    log.add("asked");
                    throw new RejectedExecutionException("shut down");
                },
                () -> log.add("a"));
        pool.remove().run();
        room.executeBrief(() -> log.add("b"));
        pool.remove().run();
        assertThat(log).containsExactly("asked", "a", "end", "b", "end");
    }

    @Test
    void manyThreadsLoseNoTask() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4 * 2_000);
        SerialExecutor busy =
                new SerialExecutor(threads, (tasks, event) -> {}, failures::add, () -> Operation.UNWATCHED, overload);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            busy.execute(() -> {
                                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                                atOnce.decrementAndGet();
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isEqualTo(1);
        threads.shutdown();
    }
}
