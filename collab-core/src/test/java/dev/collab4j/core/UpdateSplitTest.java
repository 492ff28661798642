package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UpdateSplitTest {

    private static final int MAX = 1_024;

    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());

    private static Doc with(List<Update> updates) {
        Doc copy = new Doc();
        updates.forEach(copy::applyUpdate);
        return copy;
    }

    private static void assertPieces(Update whole, boolean areSmall) {
        List<Update> pieces = whole.split(MAX);
        if (areSmall) {
            assertThat(pieces).allSatisfy(piece -> assertThat(piece.toV1()).hasSizeLessThanOrEqualTo(MAX));
        }
        byte[] expected = with(List.of(whole)).encodeStateAsUpdate().toV1();
        assertThat(with(pieces).encodeStateAsUpdate().toV1()).isEqualTo(expected);
        List<Update> shuffled = new ArrayList<>(pieces);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(with(shuffled).encodeStateAsUpdate().toV1()).isEqualTo(expected);
    }

    @Test
    void whatIsSmallStaysAsItIs() {
        doc.getText("t").insert(0, "a");
        Update small = doc.encodeStateAsUpdate();
        assertThat(small.split(MAX)).containsExactly(small);
        assertThat(Update.merge(List.of()).split(MAX)).hasSize(1);
    }

    @Test
    void aLongTextIsCutButNoPairOfSurrogatesIs() {
        doc.getText("t").insert(0, "x" + "\uD83D\uDE00".repeat(5_000) + "\u20AC".repeat(3_000));
        assertPieces(doc.encodeStateAsUpdate(), true);
    }

    @Test
    void manyDeletesAreCut() {
        doc.getText("t").insert(0, "ab".repeat(2_000));
        for (int i = 0; i < 2_000; i++) {
            doc.getText("t").delete(i, 1);
        }
        assertPieces(doc.encodeStateAsUpdate(), true);
        assertPieces(doc.encodeStateAsUpdate().withoutStructs(), true);
    }

    @Test
    void aStructThatCantBeCutIsAPieceOfItsOwn() {
        doc.getMap("m").set("before", 1);
        doc.getMap("m").set("large", new byte[5_000]);
        doc.getMap("m").set("after", 2);
        List<Update> pieces = doc.encodeStateAsUpdate().split(MAX);
        assertThat(pieces).hasSize(3);
        assertPieces(doc.encodeStateAsUpdate(), false);
    }

    @Test
    void gapsStayGaps() {
        List<Update> updates = new ArrayList<>();
        doc.onUpdate(event -> updates.add(event.update()));
        for (int i = 0; i < 300; i++) {
            doc.getMap("m").set("key " + i, "value ".repeat(i % 5));
        }
        List<Update> odd = new ArrayList<>();
        for (int i = 0; i < updates.size(); i += 2) {
            odd.add(updates.get(i));
        }
        Update holes = Update.merge(odd);
        Doc copy = with(holes.split(MAX));
        updates.forEach(copy::applyUpdate);
        assertThat(copy.getMap("m").toJson()).isEqualTo(doc.getMap("m").toJson());
    }

    @Test
    void manyWriters() {
        Random random = new Random(7);
        List<Doc> writers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            writers.add(new Doc(DocOptions.builder().clientId(i + 2).build()));
        }
        for (int i = 0; i < 400; i++) {
            Doc writer = writers.get(random.nextInt(writers.size()));
            writer.applyUpdate(doc.encodeStateAsUpdate());
            YText text = writer.getText("t");
            text.insert(random.nextInt(text.length() + 1), "word " + i, Map.of("bold", i % 2 == 0));
            text.delete(random.nextInt(text.length()), 1);
            doc.applyUpdate(writer.encodeStateAsUpdate());
        }
        assertPieces(doc.encodeStateAsUpdate(), true);
    }

    @Test
    void structsAndDeletesTogetherAreTheWhole() {
        doc.getText("t").insert(0, "abc");
        doc.getText("t").delete(1, 1);
        Update whole = doc.encodeStateAsUpdate();
        assertThat(whole.withoutDeletes().deleteSet().toMap()).isEmpty();
        assertThat(whole.withoutStructs().clients()).isEmpty();
        assertThat(Update.merge(List.of(whole.withoutDeletes(), whole.withoutStructs()))
                        .toV1())
                .isEqualTo(whole.toV1());
    }

    @Test
    void piecesCantBeTiny() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> doc.encodeStateAsUpdate().split(MAX - 1));
    }
}
