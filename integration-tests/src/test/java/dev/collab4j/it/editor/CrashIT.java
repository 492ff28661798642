package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.example.editor.EditorDatabase;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import dev.collab4j.it.host.Stored;
import dev.collab4j.spi.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random moments while two clients type, and they die with it, so nobody can bring back what it lost. What
 * it had promised is known from journals that this JVM keeps (see check-journals.mjs for the promises).
 */
class CrashIT {

    private static final String ROOM = "crash";
    private static final int KILLS = Integer.getInteger("collab.crash.kills", 20);
    private static final long SEED = Long.getLong("collab.crash.seed", System.nanoTime());
    private static final int MILLIS_BETWEEN = 8;
    /** Until then the server, just started, is still slow: that is no steady typing. */
    private static final int FIRST_ECHOES = 20;

    private static final int LEAST_MILLIS = 250;
    private static final int MORE_MILLIS = 1_500;

    private final Path work = Folders.empty("crash");
    private final Path data = work.resolve("data");
    private final Random random = new Random(SEED);
    /** What a parked update waits for, by the letters that it holds. */
    private final Map<String, String> missing = new LinkedHashMap<>();

    private EditorProcess editor;

    @Test
    void losesNothingThatItHadPromised() throws Exception {
        System.out.println("Kills: " + KILLS + ", seed " + SEED);
        editor = EditorProcess.start(data, 0);
        int port = editor.port();
        for (int cycle = 1; cycle <= KILLS; cycle++) {
            typeUntilKilled(cycle);
            editor = EditorProcess.start(data, port);
            Script.run(
                    Map.of(),
                    "check-journals.mjs",
                    editor.address().replaceFirst("^http", "ws"),
                    ROOM,
                    work.toString());
        }
        try (YjsClient witness = YjsClient.connect(editor.address(), ROOM)) {
            deliverWhatWasMissing();
            await().untilAsserted(() -> assertThat(witness.text("parked")).contains(missing.keySet()));
            editor.kill();
            compareWithTheStore(witness);
        }
    }

    private void typeUntilKilled(int cycle) throws Exception {
        CountDownLatch echoed = new CountDownLatch(FIRST_ECHOES);
        List<YjsClient> clients = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Path journal = Files.createFile(work.resolve(cycle + "-" + i + ".journal"));
            clients.add(YjsClient.start(editor.address(), ROOM, line -> {
                append(journal, line);
                if (line.startsWith("got ")) {
                    echoed.countDown();
                }
            }));
        }
        for (YjsClient client : clients) {
            client.ask("synced");
            client.ask("journal");
            client.ask("type " + random.nextInt() + " " + MILLIS_BETWEEN);
        }
        String letters = "<" + cycle + ">";
        missing.put(letters, clients.get(0).ask("park " + letters));
        assertThat(echoed.await(30, TimeUnit.SECONDS)).as("echoes come").isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LEAST_MILLIS + random.nextInt(MORE_MILLIS)));
        long now = System.currentTimeMillis();
        editor.kill();
        for (YjsClient client : clients) {
            client.kill();
        }
        append(work.resolve("kills"), cycle + " " + now);
    }

    private void deliverWhatWasMissing() throws InterruptedException {
        try (YjsClient sender = YjsClient.connect(editor.address(), ROOM)) {
            assertThat(sender.ask("pending")).isEqualTo("true");
            assertThat(sender.text("parked")).isEmpty();
            for (String update : missing.values()) {
                sender.ask("send " + update);
            }
            assertThat(sender.ask("pending")).isEqualTo("false");
            sender.ask("saved");
        }
    }

    private void compareWithTheStore(YjsClient witness) throws Exception {
        try (EditorDatabase database = EditorDatabase.open(data)) {
            assertThat(database.store().check()).isEqualTo(Health.up()); // WRITE_DELAY=0 among others
            Path stored = Stored.write(database.store(), ROOM, work.resolve("stored"));
            assertThat(witness.ask("stored " + stored)).isEmpty();
        }
    }

    @AfterEach
    void stop() {
        if (editor != null) {
            editor.close();
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
