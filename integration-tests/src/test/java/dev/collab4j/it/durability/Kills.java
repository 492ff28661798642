package dev.collab4j.it.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.spi.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Kills of a server on one store, while a crowd types, and what is to be there after each. */
final class Kills implements AutoCloseable {

    private static final int CLIENTS = 50;
    private static final int ROOMS = 20;
    private static final int SLOW_MILLIS = 250;
    private static final int LEAST_MILLIS = 200;
    private static final int MORE_MILLIS = 600;
    /** Who lives longer may have told somebody else. */
    private static final int MOST_MILLIS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url;
    private final long seed;
    private final Random random;
    private final Audit audit;
    private int port;
    private int kills;
    private int inside;
    private int slow;
    private int together;
    private long latest;
    private Audit.Counts counts = Audit.Counts.NONE;
    private @Nullable ServerProcess server;
    private @Nullable Crowd crowd;

    Kills(Path work, String url, long seed) throws IOException {
        this.url = url;
        this.seed = seed;
        this.random = new Random(seed);
        this.audit = Audit.in(work, ROOMS);
    }

    /**
     * Starts the server and kills it: slow, or inside an append; together with all clients, or they come back. False if
     * the clients died too late for that, which a busy machine does now and then.
     */
    boolean kill(boolean isSlow, boolean isTogether) throws Exception {
        kills++;
        slow += isSlow ? 1 : 0;
        ServerProcess running = start(isSlow ? SLOW_MILLIS : 0);
        Crowd typing = crowd == null ? start("from-" + kills, seed + kills) : crowd;
        crowd = typing;
        typing.awaitAcknowledgement();
        Thread.sleep(LEAST_MILLIS + random.nextInt(MORE_MILLIS));
        typing.awaitAcknowledgement();
        if (!isSlow) {
            running.awaitAppend();
        }
        running.strike();
        boolean isInTime = !isTogether || diesInTime(typing);
        inside += running.diedInsideAnAppend() ? 1 : 0;
        typing.writeJournals();
        try (OpenStore open = openStore()) {
            counts = audit.check(open.store());
        }
        return isInTime;
    }

    private boolean diesInTime(Crowd typing) throws InterruptedException {
        crowd = null;
        long millis = typing.kill();
        if (millis >= MOST_MILLIS) {
            return false;
        }
        latest = Math.max(latest, millis);
        together++;
        return true;
    }

    /** Lets everybody come to rest, and compares what they have with what is stored. */
    void compareInTheEnd() throws Exception {
        ServerProcess running = start(0);
        Crowd last = crowd == null ? start("last", seed) : crowd;
        crowd = last;
        last.ask("stop");
        last.ask("saved");
        await().atMost(PATIENCE).untilAsserted(() -> audit.agree(last.states()));
        running.strike();
        running.diedInsideAnAppend();
        try (OpenStore open = openStore()) {
            audit.compareWithAgreed(open.store());
        }
    }

    private Crowd start(String name, long ownSeed) throws InterruptedException {
        return Crowd.of(CLIENTS, ROOMS).start(port, ownSeed, audit.journals(), name);
    }

    private ServerProcess start(int slowMillis) throws Exception {
        server = ServerProcess.start(url, port, slowMillis);
        port = server.port();
        return server;
    }

    private OpenStore openStore() {
        OpenStore open = OpenStore.at(url);
        assertThat(open.store().check()).isEqualTo(Health.up());
        return open;
    }

    @Override
    public String toString() {
        return kills + " kills (" + slow + " with a slow store, " + inside + " inside an append, " + together
                + " with all clients, at most " + latest + " ms after their last acknowledgement): " + counts;
    }

    @Override
    public void close() {
        audit.close();
        if (crowd != null) {
            crowd.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
