package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final TestStore store = new TestStore();
    private final HubFixture fixture = HubFixture.with(store, HubFixture.quick());
    private final Room room = fixture.hub.room("r");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anEditIsSeenByAllAndDoneWhenItIsDurable() {
        ScriptedClient ann = fixture.joined("r");
        CountDownLatch gate = store.stallAppends();
        CompletableFuture<Void> edit =
                room.edit("importer", doc -> doc.getText("t").insert(0, "DRAFT "));
        ann.awaitText("t", "DRAFT ");
        assertThat(edit).isNotDone();
        gate.countDown();
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
        CountDownLatch gate = store.stallLoads();
        CompletableFuture<String> read = room.read(doc -> {
            CompletableFuture<Integer> other = fixture.hub.room("s").read(d -> 1);
            assertThatThrownBy(other::join).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> other.thenApply(x -> x).get()).isInstanceOf(IllegalStateException.class);
            return "thrown";
        });
        assertThat(read).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("thrown");
        gate.countDown();
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
}
