package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.postgres.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Fifty real clients of both protocols type over twenty rooms, and the server dies by SIGKILL: with a slow store, inside appends, and
 * together with all clients, so that nobody can bring back what it has lost. What it had acknowledged is known from journals outside of
 * it, and is looked for in the database after each kill, before the next server starts.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("collab.kills", 10);
    private static final long SEED = Long.getLong("collab.kills.seed", System.nanoTime());

    private static final int MOST_ATTEMPTS = 5;

    @Test
    void loseNothingOnH2() throws Exception {
        Path work = Folders.empty("kills-h2");
        String settings = ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE";
        run(work, "jdbc:h2:" + work.resolve("documents") + settings, 0, KILLS / 2);
    }

    @Test
    void loseNothingOnPostgres() throws Exception {
        run(Folders.empty("kills-postgres"), PostgresServer.newSchema().getUrl() + "&user=postgres", KILLS / 2, KILLS);
    }

    /** Every second store is slow, and every second pair of servers dies together with the clients. */
    private static void run(Path work, String url, int from, int to) throws Exception {
        System.out.println("Kills on " + work.getFileName() + ", seed " + SEED);
        try (Kills kills = new Kills(work, url, SEED)) {
            for (int i = from; i < to; i++) {
                int attempt = 1;
                while (!kills.kill(i % 2 == 0, (i / 2) % 2 == 0)) {
                    assertThat(attempt++).as("attempts").isLessThan(MOST_ATTEMPTS);
                }
            }
            kills.compareInTheEnd();
            System.out.println(kills);
        }
    }
}
