package dev.collab4j.it.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.it.host.Conversation;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Stored;
import dev.collab4j.spi.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills of a server on one store, while a crowd types, and what is to be there after each. */
final class Kills implements AutoCloseable {

    private static final int SLOW_MILLIS = 250;
    private static final int LEAST_MILLIS = 200;
    private static final int MORE_MILLIS = 600;
    /** Who lives longer may have told somebody else. */
    private static final int MOST_MILLIS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url;
    private final long seed;
    private final Random random;
    private final Path journals;
    private final Path stored;
    private final Conversation checker;
    private int port;
    private int kills;
    private int inside;
    private int slow;
    private int together;
    private long latest;
    private String counts = "";
    private @Nullable ServerProcess server;
    private @Nullable Crowd crowd;

    Kills(Path work, String url, long seed) throws IOException {
        this.url = url;
        this.seed = seed;
        this.random = new Random(seed);
        this.journals = Files.createDirectories(work.resolve("journals"));
        this.stored = Files.createDirectories(work.resolve("stored"));
        this.checker = Conversation.start(
                Folders.SCRIPTS, List.of("check-crowd.mjs", journals.toString()), System.out::println);
    }

    /** Starts the server and kills it: slow, or inside an append; together with all clients, or they come back. */
    void kill(boolean isSlow, boolean isTogether) throws Exception {
        kills++;
        slow += isSlow ? 1 : 0;
        ServerProcess running = start(isSlow ? SLOW_MILLIS : 0);
        Crowd typing = crowd == null ? Crowd.start(port, seed + kills, journals, "from-" + kills) : crowd;
        crowd = typing;
        typing.awaitAcknowledgement();
        Thread.sleep(LEAST_MILLIS + random.nextInt(MORE_MILLIS));
        typing.awaitAcknowledgement();
        if (!isSlow) {
            running.awaitAppend();
        }
        running.strike();
        if (isTogether) {
            long millis = typing.kill();
            assertThat(millis).as("milliseconds from the last acknowledgement").isLessThan(MOST_MILLIS);
            latest = Math.max(latest, millis);
            together++;
            crowd = null;
        }
        inside += running.diedInsideAnAppend() ? 1 : 0;
        typing.writeJournals();
        writeStored();
        counts = checker.ask("check " + stored);
    }

    /** Lets everybody come to rest, and compares what they have with what is stored. */
    void compareInTheEnd() throws Exception {
        ServerProcess running = start(0);
        Crowd last = crowd == null ? Crowd.start(port, seed, journals, "last") : crowd;
        crowd = last;
        last.ask("stop");
        last.ask("saved");
        Path states = stored.resolveSibling("states");
        await().atMost(PATIENCE).untilAsserted(() -> {
            Files.write(states, last.states());
            checker.ask("agree " + states);
        });
        running.strike();
        running.diedInsideAnAppend();
        writeStored();
        checker.ask("compare " + stored + " " + states);
    }

    private ServerProcess start(int slowMillis) throws Exception {
        server = ServerProcess.start(url, port, slowMillis);
        port = server.port();
        return server;
    }

    private void writeStored() throws IOException {
        try (OpenStore open = OpenStore.at(url)) {
            assertThat(open.store().check()).isEqualTo(Health.up());
            for (int room = 0; room < Crowd.ROOMS; room++) {
                Stored.write(open.store(), "room-" + room, stored.resolve("room-" + room));
            }
        }
    }

    @Override
    public String toString() {
        String[] figures = counts.split(" ", -1);
        return kills + " kills (" + slow + " with a slow store, " + inside + " inside an append, " + together
                + " with all clients, at most " + latest + " ms after their last acknowledgement): " + figures[0]
                + " updates written, " + figures[1] + " acknowledged, " + figures[2]
                + " there, none of the acknowledged missing";
    }

    @Override
    public void close() {
        checker.close();
        if (crowd != null) {
            crowd.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
