package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of writers whose updates are partly taken back: all agree once everything has arrived, nobody waits for
 * anything, and who did something that can't be taken back agrees after a fresh start.
 */
class RevokeHistoriesTest {
    private static final long SEED = Long.getLong("collab.revoke.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.revoke.histories", 200);

    private int revoked;
    private int irrevocable;

    @Test
    void allAgree() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=RevokeHistoriesTest -Dcollab.revoke.histories=1 -Dcollab.revoke.seed=" + seed,
                        e);
            }
        }
        System.out.printf(
                "revoke: histories %d from seed %d: %d updates taken back, %d not%n",
                HISTORIES, SEED, revoked, irrevocable);
        assertThat(revoked).isGreaterThanOrEqualTo(HISTORIES / 2);
        assertThat(irrevocable).isGreaterThanOrEqualTo(HISTORIES / 10);
    }

    /** A writer, what it has sent and the server hasn't read, and what it hasn't read itself. */
    private static final class Writer {
        private final Doc doc;
        private final Deque<Update> toServer = new ArrayDeque<>();
        private final Deque<Update> toWriter = new ArrayDeque<>();

        Writer(Doc server, long client) {
            doc = new Doc(DocOptions.builder().clientId(client).build());
            doc.applyUpdate(server.encodeStateAsUpdate());
            RandomEdits.roots(doc);
            doc.onUpdate(event -> {
                if (event.origin() != this) {
                    toServer.add(event.update());
                }
            });
        }

        void read() {
            if (!toWriter.isEmpty()) {
                doc.applyUpdate(toWriter.remove(), this);
            }
        }
    }

    private final class History {
        private final Random random;
        private final Doc server = new Doc(DocOptions.builder().clientId(500).build());
        private final List<Writer> writers = new ArrayList<>();
        private long clients;

        History(long seed) {
            random = new Random(seed);
            if (random.nextBoolean()) {
                RandomEdits.roots(server);
            }
            server.onUpdate(event -> writers.forEach(writer -> writer.toWriter.add(event.update())));
            for (int i = 0; i < 3; i++) {
                writers.add(new Writer(server, nextClient()));
            }
        }

        /** Below and above the server's: it decides who is last. */
        private long nextClient() {
            clients++;
            return clients % 2 == 0 ? clients : 1_000 + clients;
        }

        void run() {
            for (int steps = 20 + random.nextInt(80); steps > 0; steps--) {
                step(random.nextInt(writers.size()));
            }
            while (writers.stream().anyMatch(writer -> !writer.toServer.isEmpty() || !writer.toWriter.isEmpty())) {
                int at = random.nextInt(writers.size());
                writers.get(at).read();
                deliver(at);
            }
            assertThat(server.hasPending()).isFalse();
            for (Writer writer : writers) {
                assertThat(writer.doc.hasPending()).isFalse();
                assertThat(writer.doc.stateVector()).isEqualTo(server.stateVector());
                assertThat(Picture.of(writer.doc).changesTo(Picture.of(server))).isEmpty();
            }
        }

        private void step(int at) {
            Writer writer = writers.get(at);
            switch (random.nextInt(4)) {
                case 0 -> writer.read();
                case 1 -> deliver(at);
                default -> writer.doc.transact(tx -> RandomEdits.edit(writer.doc, random));
            }
        }

        private void deliver(int at) {
            Writer writer = writers.get(at);
            Update update = writer.toServer.poll();
            if (update == null) {
                return;
            }
            if (random.nextInt(3) > 0 || server.contains(update)) {
                server.applyUpdate(update);
            } else if (server.revoke(update, null)) {
                revoked++;
            } else {
                irrevocable++;
                writers.set(at, new Writer(server, nextClient()));
            }
        }
    }
}
