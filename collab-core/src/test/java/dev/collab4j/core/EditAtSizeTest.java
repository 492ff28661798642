package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an edit at an older state costs, and how large what stands for that state is, in a text with a long history. */
class EditAtSizeTest {
    private static final int EDITS = Integer.getInteger("collab.editAt.typed", 20_000);
    private static final int ROUNDS = 20;

    private final Doc doc = new Doc(DocOptions.builder().clientId(7).build());
    private final YText text = doc.getText("t");

    @Test
    void growsWithTheHistory() {
        type(new Random(1));
        long nanos = 0;
        Snapshot base = doc.snapshot();
        for (int i = 0; i < ROUNDS; i++) {
            base = doc.snapshot();
            text.insert(0, "x");
            long start = System.nanoTime();
            doc.editAt(base, null, tx -> tx.doc().getText("t").insert(0, "y"));
            nanos = System.nanoTime() - start;
        }
        System.out.printf(
                "editAt: %d edits, text %d, update %d bytes: snapshot %d bytes in version 1, %d in version 2; edit %.1f ms%n",
                EDITS,
                text.length(),
                doc.encodeStateAsUpdate().toV1().length,
                base.toV1().length,
                base.toV2().length,
                nanos / 1e6);
        assertThat(text.toString().substring(0, 2 * ROUNDS)).matches("[xy]+");
    }

    /** Words, mostly behind the last one, and one deletion of some letters for three of them. */
    private void type(Random random) {
        int at = 0;
        for (int i = 0; i < EDITS; i++) {
            at = random.nextInt(8) == 0 ? random.nextInt(text.length() + 1) : Math.min(at, text.length());
            if (random.nextInt(4) == 0) {
                at = Math.max(0, at - 3);
                text.delete(at, Math.min(text.length() - at, 1 + random.nextInt(3)));
            } else {
                text.insert(at, "word ");
                at += 5;
            }
        }
    }
}
