package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

    private static final String TURN = "dev.collab4j.Turn";
    private static final String APPEND = "dev.collab4j.Append";
    private static final String SYNC = "dev.collab4j.Sync";
    private static final String ROOM = "recorded"; // other hubs of this JVM are recorded, too
    private static final Duration THRESHOLD = Duration.ofMillis(10);
    private static final int QUICK = 50;
    private static final long SLOW_NANOS = Duration.ofMillis(30).toNanos();

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    @TempDir
    Path folder;

    @Test
    void turnsAppendsAndSyncsAreRecordedWithWhatTheyWereAbout() throws IOException {
        try (Recording recording = new Recording()) {
            List.of(TURN, APPEND, SYNC).forEach(name -> recording.enable(name).withThreshold(Duration.ZERO));
            recording.start();
            ScriptedClient ann = fixture.joined(ROOM);
            ann.edit(doc -> doc.getText("t").insert(0, "hello"));
            await().until(() -> store.appended.size() == 1);
            fixture.joined(ROOM).awaitText("t", "hello");
            recording.stop();
            assertTurns(events(recording, TURN));
            assertAppends(events(recording, APPEND));
            assertSyncs(events(recording, SYNC));
        }
    }

    private static void assertTurns(List<RecordedEvent> turns) {
        assertThat(turns).isNotEmpty().allSatisfy(turn -> {
            assertThat(turn.getInt("tasks")).isPositive();
            assertThat(turn.getDuration()).isPositive();
            assertThat(turn.getStackTrace()).isNull();
        });
        assertThat(turns).anySatisfy(turn -> assertThat(turn.getInt("sessions")).isEqualTo(2));
    }

    private void assertAppends(List<RecordedEvent> appends) {
        assertThat(appends).singleElement().satisfies(append -> {
            assertThat(append.getLong("rooms")).isEqualTo(1);
            assertThat(append.getInt("updates")).isEqualTo(1);
            assertThat(append.getLong("bytes")).isEqualTo(store.appended.get(0).bytes().length);
            assertThat(append.getBoolean("succeeded")).isTrue();
        });
    }

    private static void assertSyncs(List<RecordedEvent> syncs) {
        assertThat(syncs).hasSize(2).allSatisfy(sync -> {
            assertThat(sync.getString("session")).isNotBlank();
        });
        assertThat(syncs)
                .extracting(sync -> sync.getInt("bytes"))
                .as("without the text, and with it")
                .doesNotHaveDuplicates();
    }

    @Test
    void theDefaultProfileRecordsSlowTurnsOnly() throws IOException, ParseException {
        try (Recording recording = new Recording(Configuration.getConfiguration("default"))) {
            recording.start();
            ScriptedClient ann = fixture.joined(ROOM);
            for (int i = 0; i < QUICK; i++) {
                ann.edit(doc -> doc.getText("t").insert(0, "x"));
            }
            HubFixture.awaitHandled(ann);
            fixture.hub
                    .room(ROOM)
                    .edit("code", doc -> LockSupport.parkNanos(SLOW_NANOS))
                    .join();
            recording.stop();
            assertThat(events(recording, TURN)) // some of a busy machine's, too
                    .hasSizeBetween(1, QUICK / 2)
                    .allSatisfy(turn -> assertThat(turn.getDuration()).isGreaterThanOrEqualTo(THRESHOLD));
        }
    }

    private List<RecordedEvent> events(Recording recording, String name) throws IOException {
        Path file = folder.resolve("recording.jfr");
        Files.deleteIfExists(file);
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .filter(event -> ROOM.equals(event.getString("room")))
                .toList();
    }
}
