package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FairShareTest {

    private static final long BUSY_NANOS = Duration.ofMillis(1).toNanos();

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final FairShare shares = new FairShare(pool::add, FairShareTest::workspaceOf, 1);

    private static String workspaceOf(String room) {
        if (room.isEmpty()) {
            throw new IllegalArgumentException("as the test wants");
        }
        return room.substring(0, 1);
    }

    private void add(String room, long nanos) {
        shares.of(room).execute(() -> {
            burn(nanos);
            log.add(room);
        });
    }

    private static void burn(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private void runAll() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void aTurnGoesStraightToTheExecutorWhileThreadsAreFree() {
        FairShare wide = new FairShare(pool::add, FairShareTest::workspaceOf, 3);
        for (int i = 0; i < 4; i++) {
            wide.of("a").execute(() -> log.add("a"));
        }
        assertThat(pool).hasSize(3);
        runAll();
        assertThat(log).hasSize(4);
    }

    @Test
    void aQuietWorkspaceDoesNotWaitBehindABusyOne() {
        for (int i = 0; i < 100; i++) {
            add("a" + i, BUSY_NANOS);
        }
        add("b", 0);
        runAll();
        assertThat(log.indexOf("b"))
                .as("behind the one that runs, and a quantum")
                .isLessThan(4);
        assertThat(log).hasSize(101);
    }

    @Test
    void turnsOfOneWorkspaceKeepTheirOrder() {
        List<String> added = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            add("a" + i, 0);
            added.add("a" + i);
        }
        runAll();
        assertThat(log).isEqualTo(added);
    }

    /** By time, not by number: ten short turns for one long one. */
    @Test
    void timeIsDividedEvenly() {
        add("x", 0);
        for (int i = 0; i < 40; i++) {
            add("a", 2 * BUSY_NANOS);
        }
        for (int i = 0; i < 400; i++) {
            add("b", BUSY_NANOS / 5);
        }
        runAll();
        List<String> half = log.subList(0, log.size() / 2);
        double longOnes = Collections.frequency(half, "a") * 2.0;
        double shortOnes = Collections.frequency(half, "b") / 5.0;
        assertThat(longOnes / shortOnes).as("milliseconds of a to those of b").isBetween(0.5, 2.0);
    }

    @Test
    void whoHasUsedMuchAloneIsServedAloneAtOnce() {
        for (int i = 0; i < 3; i++) {
            add("a", 20 * BUSY_NANOS);
        }
        runAll();
        assertThat(log).hasSize(3);
    }

    @Test
    void aTurnThatThrowsGivesItsThreadBack() {
        shares.of("a").execute(() -> {
            throw new IllegalStateException("as the test wants");
        });
        add("b", 0);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> pool.remove().run());
        runAll();
        assertThat(log).containsExactly("b");
    }

    @Test
    void anExecutorThatTakesNothingForAMomentLeavesAllUsable() {
        AtomicBoolean full = new AtomicBoolean(true);
        FairShare refused = new FairShare(
                task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    pool.add(task);
                },
                FairShareTest::workspaceOf,
                1);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> refused.of("a").execute(() -> log.add("lost")));
        full.set(false);
        refused.of("a").execute(() -> log.add("a"));
        refused.of("b").execute(() -> log.add("b"));
        full.set(true); // as of a host that shuts down: what it has taken is run
        runAll();
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void aRoomWhoseWorkspaceIsUnknownHasItsTurns() {
        add("a", 0);
        shares.of("").execute(() -> log.add("nobody's"));
        runAll();
        assertThat(log).containsExactly("a", "nobody's");
    }

    @Test
    void withRealThreadsAHotWorkspaceCostsAQuietOneNoMoreThanAFewQuanta() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        FairShare real = new FairShare(threads, FairShareTest::workspaceOf, 4);
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 200; i++) {
            keepBusy(real.of("hot"), over);
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waits.add(roundTrip(real.of("quiet")));
        }
        over.set(true);
        threads.shutdown();
        Collections.sort(waits);
        System.out.printf("A quiet workspace waits %.1f ms (median) beside 200 busy rooms%n", waits.get(50) / 1e6);
        assertThat(Duration.ofNanos(waits.get(50)))
                .as("without shares 200 turns of 1 ms on 2 threads are before it: 100 ms")
                .isLessThan(Duration.ofMillis(30));
    }

    private static void keepBusy(Executor hot, AtomicBoolean over) {
        hot.execute(() -> {
            burn(BUSY_NANOS);
            if (!over.get()) {
                keepBusy(hot, over);
            }
        });
    }

    private static long roundTrip(Executor quiet) {
        long start = System.nanoTime();
        AtomicLong end = new AtomicLong();
        quiet.execute(() -> end.set(System.nanoTime()));
        await().pollInterval(Duration.ofMillis(1)).until(() -> end.get() != 0);
        return end.get() - start;
    }
}
