package dev.collab4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.BufferedReader;
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
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What append has returned survives SIGKILL (S1). A child process appends, compacts now and then, and prints the id of
 * each update when append has returned; it is killed, and the next one goes on in the same file.
 */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("collab.kill.rounds", 10);
    private static final long SEED = Long.getLong("collab.seed", 42);

    @TempDir
    Path dir;

    @Test
    void s1_everyUpdateThatReturnedIsThereAfterSigkill() throws Exception {
        Random random = new Random(SEED);
        Set<String> printed = new HashSet<>();
        for (int round = 1; round <= ROUNDS; round++) {
            int before = printed.size();
            printed.addAll(runAndKill(round, 10 + random.nextInt(100)));
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
            Collected loaded = Collected.of(store, "d");
            Set<String> found = new HashSet<>(loaded.texts());
            found.addAll(List.of(loaded.snapshotText().split(",")));
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

        private static final int COMPACT_EVERY = 25;

        private Appender() {}

        public static void main(String[] args) {
            JdbcDocumentStore store =
                    JdbcDocumentStore.builder(H2.pool(args[0])).build();
            for (long counter = 1; ; counter++) {
                UpdateId id = new UpdateId(Long.parseLong(args[1]), counter);
                String content = id.origin() + ":" + counter;
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                store.append(List.of(StoredUpdate.of("d", 0, id, bytes, null, null, Collected.AT)));
                System.out.println(content);
                if (counter % COMPACT_EVERY == 0) {
                    compact(store);
                }
            }
        }

        private static void compact(JdbcDocumentStore store) {
            Collected loaded = Collected.of(store, "d");
            List<String> all = new ArrayList<>(loaded.texts());
            all.add(0, loaded.snapshotText());
            byte[] snapshot = String.join(",", all).getBytes(StandardCharsets.UTF_8);
            List<UpdateId> covered =
                    loaded.updates.stream().map(StoredUpdate::id).toList();
            store.replaceSnapshot(
                    "d", loaded.head, new java.io.ByteArrayInputStream(snapshot), snapshot.length, covered);
        }
    }
}
