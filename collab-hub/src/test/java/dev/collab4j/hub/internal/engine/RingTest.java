package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingTest {

    private static final long SEED = Long.getLong("collab.slow.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.slow.rings", 40);
    private static final int PIECE = 20_000;
    /** What is kept at most: the ring, the deletes and the states of what was cut and of the ring's segments. */
    private static final int MOST_BYTES = Ring.MAX_BYTES + (64 << 10) + (17 + 8) * (8 << 10);

    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final YText text = doc.getText("t");
    private final Tally tally = new Tally();
    private final Ring ring = new Ring(doc, tally);

    RingTest() {
        doc.onUpdate(event -> ring.add(event.update()));
    }

    /** Somebody who fell behind. */
    private final class Reader {

        private final Doc copy = new Doc();
        private final long held = ring.hold(doc.stateVector());

        private Reader() {
            copy.applyUpdate(doc.encodeStateAsUpdate());
        }

        private Update catchUp() {
            Update missed = ring.since(held);
            copy.applyUpdate(missed);
            assertThat(copy.encodeStateAsUpdate().toV1())
                    .isEqualTo(doc.encodeStateAsUpdate().toV1());
            ring.release(held);
            return missed;
        }
    }

    private void type(int bytes) {
        for (int typed = 0; typed < bytes; typed += PIECE) {
            text.insert(0, "x".repeat(PIECE));
        }
    }

    /** Each is a range of its own. */
    private void deleteScattered(int ranges) {
        for (int i = 0; i < ranges; i++) {
            text.delete(i, 1);
        }
    }

    @Test
    void whileItCoversWhatWasMissedItTellsExactlyThat() {
        type(PIECE);
        deleteScattered(10);
        Reader reader = new Reader();
        text.insert(0, "abc");
        text.delete(100, 1);
        Update missed = reader.catchUp();
        assertThat(missed.clocks()).containsExactly(Map.entry(1L, new Update.Clocks(PIECE, PIECE + 3)));
        assertThat(missed.deleteSet().toMap().get(1L)).hasSize(1);
    }

    @Test
    void whatWasCutIsToldFromAStateWithTheDeletesSince() {
        type(2 * PIECE);
        deleteScattered(100);
        Reader reader = new Reader();
        text.delete(5_000, 7);
        type(2 * Ring.MAX_BYTES);
        assertThat(ring.begin(reader.held)).isEqualTo(reader.held); // where the segment begins
        Update missed = reader.catchUp();
        assertThat(missed.clocks().get(1L).from()).isEqualTo(2 * PIECE);
        assertThat(missed.deleteSet().toMap().get(1L)).hasSize(1);
    }

    @Test
    void whereTooMuchWasDeletedAllDeletesAreTold() {
        type(3 * PIECE);
        deleteScattered(100);
        Reader reader = new Reader();
        deleteScattered(PIECE);
        type(2 * Ring.MAX_BYTES);
        Update missed = reader.catchUp();
        assertThat(missed.clocks().get(1L).from()).isEqualTo(3 * PIECE);
        assertThat(missed.deleteSet()).isEqualTo(doc.encodeStateAsUpdate().deleteSet());
    }

    @Test
    void ofAStateThatIsTooLargeNothingIsKept() {
        for (int client = 2; client < 2_000; client++) {
            Doc other =
                    new Doc(DocOptions.builder().clientId(client * 1_000_000L).build());
            other.getMap("m").set("who", client);
            doc.applyUpdate(other.encodeStateAsUpdate());
        }
        Reader reader = new Reader();
        type(2 * Ring.MAX_BYTES);
        assertThat(ring.begin(reader.held)).isEqualTo(Ring.NOTHING);
        assertThat(reader.catchUp().clocks()).hasSize(1_999);
    }

    @Test
    void aSingleChangeThatIsLargerThanAll() {
        Reader before = new Reader();
        text.insert(0, "x".repeat(2 * Ring.MAX_BYTES));
        Reader after = new Reader();
        text.insert(0, "y");
        assertThat(after.catchUp().toV1()).hasSizeLessThan(50);
        before.catchUp();
        assertThat(tally.ringBytes()).isZero();
    }

    @Test
    void nothingIsKeptForNobody() {
        type(PIECE);
        assertThat(tally.ringBytes()).isZero();
        Reader first = new Reader();
        Reader second = new Reader();
        type(PIECE);
        assertThat(tally.ringBytes()).isGreaterThan(PIECE);
        first.catchUp();
        assertThat(tally.ringBytes()).isGreaterThan(PIECE);
        second.catchUp();
        assertThat(tally.ringBytes()).isZero();
    }

    @Test
    void whoeverFellBehindWheneverGetsAll() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try {
                new RingTest().history(new Random(seed));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Again: -Dtest=RingTest -Dcollab.slow.rings=1 -Dcollab.slow.seed=" + seed, e);
            }
        }
    }

    private void history(Random random) {
        List<Reader> readers = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(8)) {
                case 0 -> readers.add(new Reader());
                case 1 -> {
                    if (!readers.isEmpty()) {
                        readers.remove(random.nextInt(readers.size())).catchUp();
                    }
                }
                case 2 -> text.insert(random.nextInt(text.length() + 1), "x".repeat(random.nextInt(60_000) + 1));
                case 3 -> deleteSome(random, random.nextInt(10) == 0 ? 3_000 : 1);
                default -> deleteSome(random, 1);
            }
            assertThat(tally.ringBytes()).isLessThan(MOST_BYTES);
        }
        readers.forEach(Reader::catchUp);
        assertThat(tally.ringBytes()).isZero();
    }

    private void deleteSome(Random random, int times) {
        for (int i = 0; i < times && text.length() > 10; i++) {
            text.delete(random.nextInt(text.length() - 5), 1 + random.nextInt(5));
        }
        text.insert(0, "ab");
    }
}
