package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What append has returned survives SIGKILL (S1). A child process appends to several documents at once, compacts now and
 * then, and prints each update when append has returned; it is killed, and the next one goes on in the same file.
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("collab.kill.rounds", 10);
    private static final long SEED = Long.getLong("collab.seed", 42);

    /** Each has a thread of its own. */
    private static final int DOCUMENTS = 8;

    @TempDir
    Path dir;

    @Test
    void s1_everyUpdateThatReturnedIsThereAfterSigkill() throws Exception {
        Random random = new Random(SEED);
        Set<String> printed = new HashSet<>();
        for (int round = 1; round <= ROUNDS; round++) {
            int before = printed.size();
            printed.addAll(runAndKill(round, 10 + random.nextInt(1_000)));
            assertThat(printed.size()).as("updates of round %d", round).isGreaterThan(before);
            assertThat(stored()).as("after kill %d, seed %d", round, SEED).containsAll(printed);
        }
    }

    /** The ids that the child has printed when it died, at some moment after so many. */
    private List<String> runAndKill(int round, int updates) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        url(),
                        "" + round)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> printed = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                printed.add(line);
                if (printed.size() == updates) {
                    child.toHandle().destroyForcibly(); // unlike Process's own it leaves what was printed readable
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return printed;
    }

    private Set<String> stored() {
        JdbcConnectionPool pool = H2.pool(url());
        try {
            JdbcDocumentStore store = JdbcDocumentStore.builder(pool).build();
            assertThat(store.check()).as("the settings").isEqualTo(Health.up());
            Set<String> found = new HashSet<>();
            for (int document = 0; document < DOCUMENTS; document++) {
                Collected loaded = Collected.of(store, "d" + document);
                found.addAll(loaded.texts());
                found.addAll(List.of(loaded.snapshotText().split(",")));
            }
            return found;
        } finally {
            pool.dispose();
        }
    }

    private String url() {
        return H2.fileUrl(dir);
    }

    /** The child process. */
    static final class Appender {

        private static final int BATCH = 20;
        private static final int COMPACT_EVERY = 200;

        private Appender() {}

        public static void main(String[] args) {
            JdbcDocumentStore store =
                    JdbcDocumentStore.builder(H2.pool(args[0])).build();
            for (int document = 0; document < DOCUMENTS; document++) {
                String name = "d" + document;
                new Thread(() -> append(store, name, Long.parseLong(args[1]))).start();
            }
        }

        private static void append(JdbcDocumentStore store, String document, long round) {
            for (long counter = 1; ; counter += BATCH) {
                List<StoredUpdate> batch = LongStream.range(counter, counter + BATCH)
                        .mapToObj(number -> update(document, new UpdateId(round, number)))
                        .toList();
                store.append(batch);
                batch.forEach(update -> System.out.println(new String(update.bytes(), StandardCharsets.UTF_8)));
                if (counter % COMPACT_EVERY == 1) {
                    compact(store, document);
                }
            }
        }

        private static StoredUpdate update(String document, UpdateId id) {
            byte[] content = (document + ":" + id.origin() + ":" + id.counter()).getBytes(StandardCharsets.UTF_8);
            return StoredUpdate.of(document, 0, id, content, null, null, Collected.AT);
        }

        private static void compact(JdbcDocumentStore store, String document) {
            Collected loaded = Collected.of(store, document);
            List<String> all = new ArrayList<>(loaded.texts());
            all.add(0, loaded.snapshotText());
            byte[] snapshot = String.join(",", all).getBytes(StandardCharsets.UTF_8);
            List<UpdateId> covered =
                    loaded.updates.stream().map(StoredUpdate::id).toList();
            store.replaceSnapshot(document, loaded.head, new ByteArrayInputStream(snapshot), snapshot.length, covered);
        }
    }
}
