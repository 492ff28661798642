package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An author who has a text and a version writes beside people who type and take back letters of their own, as a hub has it:
 * each edit inside a transaction of the room. The author always edits the text that it sees, and what it has written is
 * there, in its order.
 */
class EditAtTypistsTest {
    private static final long SEED = Long.getLong("collab.editAt.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.editAt.histories", 200);
    private static final int EDITS = 40;
    private static final char FIRST_MARK = '\uE000';

    @Test
    void theAuthorEditsWhatItSees() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=EditAtTypistsTest -Dcollab.editAt.histories=1 -Dcollab.editAt.seed=" + seed, e);
            }
        }
    }

    private static final class History {
        private final Random random;
        private final Doc server;
        private final List<Person> people;
        private final StringBuilder view = new StringBuilder();
        private Snapshot version;

        History(long seed) {
            random = new Random(seed);
            server = new Doc(DocOptions.builder()
                    .clientId(500)
                    .clientIds(EditAtHistoriesTest.ids(seed))
                    .build());
            server.onUpdate(event -> {});
            version = server.snapshot();
            people = LongStream.of(7, 1_001, 1_002)
                    .mapToObj(id -> new Person(random, id))
                    .toList();
        }

        void run() {
            for (int i = 0; i < EDITS; i++) {
                people.forEach(person -> person.act(server));
                write((char) (FIRST_MARK + i));
                if (random.nextInt(3) == 0) {
                    read();
                }
            }
            read();
        }

        private void read() {
            String text = server.getText("t").toString();
            assertThat(marks(text)).isEqualTo(marks(view));
            view.setLength(0);
            view.append(text);
            version = Snapshot.fromV2(server.snapshot().toV2());
        }

        private static List<String> marks(CharSequence text) {
            return text.chars()
                    .filter(c -> c >= FIRST_MARK)
                    .mapToObj(Integer::toHexString)
                    .toList();
        }

        private void write(char mark) {
            int at = random.nextInt(view.length() + 1);
            int end = random.nextInt(4) == 0 ? Math.min(view.length(), at + 1 + random.nextInt(4)) : at;
            server.transact("room", outer -> {
                version = server.editAt(version, null, past -> {
                    YText text = past.doc().getText("t");
                    assertSeen(text.toString());
                    text.delete(at, end - at);
                    text.insert(at, String.valueOf(mark));
                });
            });
            view.replace(at, end, String.valueOf(mark));
        }

        private void assertSeen(String past) {
            assertThat(past).hasSameSizeAs(view);
            for (int i = 0; i < past.length(); i++) {
                assertThat(past.charAt(i)).isIn(view.charAt(i), '\uFFFD');
            }
        }
    }

    /** Somebody who has a document. */
    private static final class Person {
        private final Random random;
        private final Doc doc;
        private final YText text;
        private @Nullable RelativePosition last;

        Person(Random random, long clientId) {
            this.random = random;
            doc = new Doc(DocOptions.builder().clientId(clientId).build());
            text = doc.getText("t");
        }

        void act(Doc server) {
            if (last != null && random.nextInt(6) == 0) {
                takeBack(last);
                last = null;
            } else if (random.nextInt(3) > 0) {
                int at = random.nextInt(text.length() + 1);
                text.insert(at, String.valueOf((char) ('a' + random.nextInt(26))));
                last = RelativePosition.of(text, at);
            }
            if (random.nextInt(4) > 0) {
                server.applyUpdate(doc.encodeStateAsUpdate(server.stateVector()));
                doc.applyUpdate(server.encodeStateAsUpdate(doc.stateVector()));
            }
        }

        /** Unless somebody else has: a letter that is gone has the index of the one that follows. */
        private void takeBack(RelativePosition letter) {
            int at = letter.resolve(doc).index();
            if (RelativePosition.of(text, at).equals(letter)) {
                text.delete(at, 1);
            }
        }
    }
}
