package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.internal.store.ShortCuts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The deltas of lists that are too long to be walked are those that a walk gives. */
class LongListEventsTest {
    private static final int SEEDS = 60;

    @AfterEach
    void takeShortCutsAgain() {
        ShortCuts.taken = true;
    }

    @Test
    void deltasAreThoseOfAWalk() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(new Writers(seed, true).deltas())
                    .as("seed %s", seed)
                    .isEqualTo(new Writers(seed, false).deltas());
        }
    }

    private static final class Writers {
        private final Random random;
        private final boolean formats;
        private final List<String> seen = new ArrayList<>();
        private final List<Doc> docs = List.of(doc(1), doc(2));

        Writers(long seed, boolean shortCuts) {
            ShortCuts.taken = shortCuts;
            random = new Random(seed);
            formats = seed % 4 == 0;
        }

        private static Doc doc(long client) {
            return new Doc(DocOptions.builder().clientId(client).build());
        }

        List<String> deltas() {
            docs.get(0).transact(transaction -> fill(docs.get(0)));
            exchange();
            docs.forEach(this::observe);
            for (int i = 0; i < 60; i++) {
                for (Doc doc : docs) {
                    doc.transact(transaction -> edit(doc));
                }
                if (random.nextInt(3) == 0) {
                    exchange();
                }
            }
            exchange();
            seen.add(docs.get(0).getText("t") + " " + docs.get(0).getArray("a").toJson());
            return seen;
        }

        private static void fill(Doc doc) {
            for (int i = 0; i < 100; i++) {
                doc.getText("t").insert(0, "text");
                doc.getArray("a").insertArray(0);
            }
        }

        private void observe(Doc doc) {
            doc.onUpdate(event ->
                    seen.add("update " + HexFormat.of().formatHex(event.update().toV1())));
            doc.getText("t").observe(event -> note(doc, event));
            doc.getArray("a").observe(event -> note(doc, event));
        }

        private void note(Doc doc, YEvent event) {
            react(doc);
            List<String> steps =
                    event.delta().ops().stream().map(LongListEventsTest::print).toList();
            seen.add(doc.clientId() + " " + steps);
            react(doc);
        }

        private void react(Doc doc) {
            if (random.nextInt(10) == 0 && doc.getText("t").length() < 2000) {
                doc.getText("t").insert(random.nextInt(doc.getText("t").length()), "by an observer");
            }
        }

        private void edit(Doc doc) {
            YText text = doc.getText("t");
            YArray array = doc.getArray("a");
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.insert(random.nextInt(text.length() + 1), "new");
                int from = random.nextInt(text.length() - 10);
                text.delete(from, 1 + random.nextInt(6));
                if (formats) {
                    text.format(from, 5, Collections.singletonMap("bold", random.nextInt(3) == 0 ? true : null));
                }
                if (formats && random.nextInt(3) == 0) {
                    text.format(0, text.length(), Collections.singletonMap("bold", null));
                }
                array.insert(random.nextInt(array.length() + 1), 1L, "two");
                array.delete(random.nextInt(array.length() - 2), 1 + random.nextInt(2));
            }
        }

        private void exchange() {
            for (Doc doc : docs) {
                Doc other = docs.get(docs.get(0) == doc ? 1 : 0);
                other.applyUpdate(doc.encodeStateAsUpdate(other.stateVector()));
            }
        }
    }

    private static String print(Object step) {
        return step.toString().replaceAll("@[0-9a-f]+", "");
    }
}
