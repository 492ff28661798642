package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    private final Room room = fixture.hub.room("r");

    @Test
    void anEditIsSeenByAllAndDoneWhenItIsDurable() {
        ScriptedClient ann = fixture.joined("r");
        store.stallAppends();
        CompletableFuture<Void> edit =
                room.edit("importer", doc -> doc.getText("t").insert(0, "DRAFT "));
        ann.awaitText("t", "DRAFT ");
        assertThat(edit).isNotDone();
        store.goOn();
        edit.join();
        assertThat(store.appended.get(0).author()).isEqualTo("importer");
    }

    @Test
    void anEditThatThrowsFailsAndKeepsWhatItDid() {
        CompletableFuture<Void> edit = room.edit("importer", doc -> {
            doc.getText("t").insert(0, "half");
            throw new IllegalStateException("no more");
        });
        assertThatThrownBy(edit::join).hasRootCauseMessage("no more");
        assertThat(room.read(doc -> doc.getText("t").toString()).join()).isEqualTo("half");
        assertThat(store.appended).hasSize(1);
    }

    @Test
    void anEditThatChangesNothingIsDone() {
        room.edit("importer", doc -> {}).join();
        assertThat(store.appended).isEmpty();
    }

    @Test
    void aReadThatThrowsFails() {
        assertThatThrownBy(() -> room.read(doc -> {
                            throw new IllegalStateException("unreadable");
                        })
                        .join())
                .hasRootCauseMessage("unreadable");
    }

    @Test
    void waitingForARoomOnARoomsTurnThrowsAtOnce() {
        room.read(doc -> 0).join();
        store.stallLoads();
        CompletableFuture<String> read = room.read(doc -> {
            CompletableFuture<Integer> other = fixture.hub.room("s").read(d -> 1);
            assertThatThrownBy(other::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> other.thenApply(x -> x).get()).isInstanceOf(IllegalStateException.class);
            return "thrown";
        });
        assertThat(read).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("thrown");
        store.goOn();
    }

    @Test
    void namesAreChecked() {
        for (String name : List.of("", " ", "a\0b", "é".repeat(128))) {
            assertThatIllegalArgumentException().isThrownBy(() -> fixture.hub.room(name));
        }
        assertThat(fixture.hub.room("é".repeat(127)).name()).hasSize(127);
    }

    @Test
    void afterTheCloseOfTheHubNothingIsDone() {
        fixture.hub.close();
        assertThat(room.edit("late", doc -> {})).failsWithin(Duration.ofSeconds(1));
        assertThat(room.read(doc -> 1)).failsWithin(Duration.ofSeconds(1));
    }

    @Test
    void aFutureCompletesAlsoWhenTheBlockingExecutorTakesNothing() {
        AtomicBoolean full = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        Executor bounded = task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            threads.execute(task);
        };
        try (HubFixture other = new HubFixture(builder -> builder.blockingExecutor(bounded))) {
            Room there = other.hub.room("r");
            there.read(doc -> "").join();
            full.set(true);
            assertThat(there.read(doc -> "x")).succeedsWithin(Duration.ofSeconds(5));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aCancelledEditIsNotDone() {
        store.stallLoads();
        CompletableFuture<Void> edit = room.edit("code", doc -> doc.getText("t").insert(0, "x"));
        edit.cancel(false);
        store.goOn();
        assertThat(fixture.length("r", "t")).isZero();
    }
}
