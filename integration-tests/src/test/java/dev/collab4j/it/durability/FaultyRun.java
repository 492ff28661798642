package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.it.durability.FaultyDatabase.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A crowd types while the database fails, and goes on when it is back. Meanwhile nothing is acknowledged that isn't in the database, few
 * threads are stuck, and no room has two appends or two snapshots on their way; soon afterwards all is saved.
 */
final class FaultyRun implements AutoCloseable {

    private static final int CLIENTS = 20;
    private static final int ROOMS = 5;
    private static final int ROOMS_TO_LOAD = 50;
    /** What the hub promises: 8 loads, 8 appends and 8 other writes. */
    private static final int MAX_THREADS = 24;
    /** What was acknowledged when it began is heard by then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Fault fault;
    private final FaultyServer server;
    private final Audit audit;
    private final Crowd crowd;
    private final List<CompletableFuture<Integer>> loads = new ArrayList<>();
    private Audit.Counts before = Audit.Counts.NONE;
    private Audit.Counts during = Audit.Counts.NONE;
    private Audit.Counts after = Audit.Counts.NONE;
    private int mostThreads;
    private long savedMillis;

    FaultyRun(Fault fault, long seed, Path work) throws Exception {
        this.fault = fault;
        server = new FaultyServer();
        audit = Audit.in(work, ROOMS);
        crowd = Crowd.of(CLIENTS, ROOMS).start(server.port(), seed, audit.journals(), "crowd");
    }

    void suffer(Duration time) throws Exception {
        crowd.awaitAcknowledgement();
        server.database().set(fault);
        Thread.sleep(SETTLED.toMillis());
        before = check();
        openOtherRooms();
        long end = System.nanoTime() + time.minus(SETTLED).toNanos();
        while (System.nanoTime() < end) {
            during = check();
            mostThreads = Math.max(mostThreads, server.blockedThreads());
            Thread.sleep(200);
        }
        during = check();
        assertThat(during.written()).as("they go on").isGreaterThan(before.written());
        if (fault != Fault.SLOW) {
            assertThat(during.acknowledged()).as("acknowledged").isEqualTo(before.acknowledged());
        }
        assertThat(mostThreads).as("threads").isLessThanOrEqualTo(MAX_THREADS);
    }

    /** First what was heard, then what is stored. */
    private Audit.Counts check() throws Exception {
        crowd.writeJournals();
        return audit.check(server.real());
    }

    /** Somebody comes who wants to read. */
    private void openOtherRooms() {
        for (int i = 0; i < ROOMS_TO_LOAD; i++) {
            loads.add(server.hub().room("other-" + i).read(FaultyRun::letters));
        }
    }

    private static int letters(Doc doc) {
        return doc.getText("text").length();
    }

    void recover() throws Exception {
        server.database().set(Fault.NONE);
        long start = System.nanoTime();
        crowd.ask("stop");
        crowd.ask("saved");
        savedMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertThat(savedMillis).as("milliseconds until all is saved").isLessThan(SOON.toMillis());
        await().atMost(PATIENCE).until(() -> loads.stream().allMatch(CompletableFuture::isDone));
        await().atMost(PATIENCE).untilAsserted(() -> audit.agree(crowd.states()));
        after = check();
        assertThat(after.there()).isEqualTo(after.written());
        audit.compareWithAgreed(server.real());
        assertThat(server.store().overlap()).isEmpty();
    }

    @Override
    public String toString() {
        return "PostgreSQL " + fault + ": " + (during.written() - before.written()) + " updates written meanwhile, "
                + (during.acknowledged() - before.acknowledged()) + " acknowledged, at most " + mostThreads
                + " threads in the store, " + server.database().unanswered()
                + " commits without an answer; all saved after " + savedMillis + " ms. In all " + after;
    }

    @Override
    public void close() {
        crowd.close();
        audit.close();
        server.close();
    }
}
