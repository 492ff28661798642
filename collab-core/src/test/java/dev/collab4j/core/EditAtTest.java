package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.core.internal.history.SnapshotIds;
import dev.collab4j.core.internal.store.IdRanges;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Edits at an older state, case by case: the tables of docs/http-edits.md. */
class EditAtTest {
    private static final Map<String, Object> BOLD = Map.of("bold", true);
    private static final Map<String, Object> ITALIC = Map.of("italic", true);
    private static final Map<String, Object> NOT_BOLD = Collections.singletonMap("bold", null);

    private final Doc doc = new Doc();
    private final YText text = doc.getText("t");
    private final YArray array = doc.getArray("a");
    private final YMap map = doc.getMap("m");

    private Snapshot edit(Snapshot base, Delta.Builder delta) {
        return doc.editAt(base, null, tx -> tx.doc().getText("t").applyDelta(delta.build()));
    }

    private Snapshot edit(Snapshot base, TransactionBody body) {
        return doc.editAt(base, null, body);
    }

    @Test
    void positionsAreThoseOfTheState() {
        text.insert(0, "Hello world");
        Snapshot base = doc.snapshot();
        text.insert(0, "Oh! ");
        text.delete(4, 5);
        edit(base, Delta.builder().retain(6).insert("my ").delete(5));
        assertThat(text).hasToString("Oh!  my ");
    }

    @Test
    void whatIsInsertedInsideADeletedRangeStaysAtItsPlace() {
        text.insert(0, "one two three");
        Snapshot base = doc.snapshot();
        text.delete(3, 5);
        edit(base, Delta.builder().retain(6).insert("X"));
        assertThat(text).hasToString("oneXthree");
    }

    @Test
    void whatIsDeletedTwiceIsDeletedOnce() {
        text.insert(0, "abcdef");
        Snapshot base = doc.snapshot();
        text.delete(1, 3);
        text.insert(1, "new");
        edit(base, Delta.builder().retain(2).delete(3));
        assertThat(text).hasToString("anewf");
    }

    @Test
    void whatWasTypedInsideADeletedRangeStays() {
        text.insert(0, "abcdef");
        Snapshot base = doc.snapshot();
        text.insert(3, "new");
        edit(base, Delta.builder().delete(6));
        assertThat(text).hasToString("new");
    }

    @Test
    void whatIsInsertedAtOnePlaceStandsSideBySide() {
        text.insert(0, "ab");
        Snapshot base = doc.snapshot();
        text.insert(1, "one");
        edit(base, Delta.builder().retain(1).insert("two"));
        assertThat(text.toString()).isIn("aonetwob", "atwooneb");
    }

    @Test
    void overlappingFormatsAdd() {
        text.insert(0, "abcdef");
        Snapshot base = doc.snapshot();
        text.format(0, 4, BOLD);
        edit(base, Delta.builder().retain(2).retain(4, ITALIC));
        assertThat(text.toDelta())
                .isEqualTo(Delta.builder()
                        .insert("ab", BOLD)
                        .insert("cd", Map.of("bold", true, "italic", true))
                        .insert("ef", ITALIC)
                        .build());
    }

    @Test
    void whatIsInsertedWhereAFormatWasSetHasIt() {
        text.insert(0, "abc");
        Snapshot base = doc.snapshot();
        text.format(0, 3, BOLD);
        edit(base, Delta.builder().retain(1).insert("X"));
        assertThat(text.toDelta())
                .isEqualTo(Delta.builder().insert("aXbc", BOLD).build());
    }

    @Test
    void ofTwoValuesOfAKeyOneWins() {
        map.set("k", 1);
        Snapshot base = doc.snapshot();
        map.set("k", 2);
        edit(base, tx -> tx.doc().getMap("m").set("k", 3));
        Doc peer = new Doc();
        peer.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(map.get("k")).isIn(2L, 3L).isEqualTo(peer.getMap("m").get("k"));
    }

    @Test
    void aFormatThatWasEndedSinceDoesNotComeBack() {
        text.insert(0, "hello", BOLD);
        text.insert(5, " you", NOT_BOLD);
        Snapshot base = doc.snapshot();
        text.format(0, 5, NOT_BOLD);
        edit(base, Delta.builder().retain(2).insert("X"));
        edit(base, Delta.builder().retain(4).insert("Y", BOLD));
        assertThat(text.toDelta())
                .isEqualTo(Delta.builder()
                        .insert("heXll")
                        .insert("Y", BOLD)
                        .insert("o you")
                        .build());
    }

    @Test
    void marksOfFormatsThatAreGoneDoNotCount() {
        text.insert(0, "hello", BOLD);
        text.insert(5, " you", NOT_BOLD);
        Snapshot base = doc.snapshot();
        text.format(0, 9, NOT_BOLD);
        text.delete(0, 3);
        edit(base, Delta.builder().retain(7).insert("X"));
        assertThat(text).hasToString("lo yXou");
    }

    @Test
    void anEditInsideOfWhatWasDeletedChangesNothing() {
        map.setText("inner").insert(0, "abc");
        Snapshot base = doc.snapshot();
        map.delete("inner");
        String before = Json.stringify(doc);
        edit(base, tx -> assertThat(tx.doc().getMap("m").get("inner")).isEqualTo(Undefined.INSTANCE));
        assertThat(Json.stringify(doc)).isEqualTo(before);
    }

    @Test
    void elementsOfListsAreTheSameOnes() {
        array.push(0, 1, 2, 3, 4);
        Snapshot base = doc.snapshot();
        array.delete(1, 2);
        array.unshift("first");
        edit(base, tx -> {
            YArray list = tx.doc().getArray("a");
            list.delete(3);
            list.insert(2, "between");
        });
        assertThat(array.toList()).containsExactly("first", 0L, "between", 4L);
    }

    @Test
    void valuesOfKeysThatWereReplacedSinceCanNotBeRead() {
        map.set("k", 1);
        map.set("l", 1);
        Snapshot base = doc.snapshot();
        map.set("k", 2);
        edit(base, tx -> {
            YMap past = tx.doc().getMap("m");
            assertThat(past.get("k")).isEqualTo(Undefined.INSTANCE);
            past.delete("k");
            past.set("l", 3);
        });
        assertThat(map.entries()).isEqualTo(Map.of("k", 2L, "l", 3L));
    }

    @Test
    void nestedTypesAreEditedInside() {
        YText inner = array.insertText(0);
        inner.insert(0, "abc");
        Snapshot base = doc.snapshot();
        array.unshift(1);
        inner.delete(0, 1);
        edit(base, tx -> ((YText) Objects.requireNonNull(tx.doc().getArray("a").get(0))).insert(3, "d"));
        assertThat(array.get(1)).hasToString("bcd");
    }

    @Test
    void theNextEditIsMadeAtWhatItsAuthorHas() {
        text.insert(0, "abc");
        Snapshot mine = doc.snapshot();
        for (String word : List.of("1", "2", "3")) {
            text.insert(0, "x");
            mine = edit(
                    mine,
                    Delta.builder()
                            .retain(word.equals("1") ? 1 : word.equals("2") ? 2 : 3)
                            .insert(word));
        }
        assertThat(text).hasToString("xxxa123bc");
        assertThat(doc.stateVector().toMap()).hasSize(2);
    }

    @Test
    void oneIdServesAllWhoKnowOfEachOther() {
        for (int i = 0; i < 50; i++) {
            edit(doc.snapshot(), Delta.builder().insert("a"));
        }
        assertThat(doc.stateVector().toMap()).hasSize(1);
        Snapshot base = doc.snapshot();
        edit(base, Delta.builder().insert("b"));
        edit(base, Delta.builder().insert("c"));
        assertThat(doc.stateVector().toMap()).hasSize(2);
        edit(doc.snapshot(), Delta.builder().insert("d"));
        assertThat(doc.stateVector().toMap()).hasSize(2);
    }

    @Test
    void aBodyThatThrowsChangesNothing() {
        text.insert(0, "abc");
        Snapshot base = doc.snapshot();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> edit(base, tx -> {
                    tx.doc().getText("t").insert(0, "lost");
                    throw new IllegalArgumentException("no");
                }));
        assertThat(text).hasToString("abc");
        assertThat(doc.snapshot()).isEqualTo(base);
    }

    @Test
    void theStateOfAnotherDocumentIsRefused() {
        text.insert(0, "abc");
        Doc other = new Doc();
        other.getText("t").insert(0, "abc");
        refused(other.snapshot(), false);
        refused(Snapshot.fromV1(new byte[] {0, 1, 5, 1}), false);
    }

    @Test
    void theFutureIsRefused() {
        text.insert(0, "abc");
        Doc ahead = new Doc();
        ahead.applyUpdate(doc.encodeStateAsUpdate());
        ahead.getText("t").delete(0, 1);
        refused(ahead.snapshot(), false);
        ahead.applyUpdate(doc.encodeStateAsUpdate());
        doc.applyUpdate(ahead.encodeStateAsUpdate());
        edit(ahead.snapshot(), Delta.builder().retain(1).insert("X"));
        assertThat(text).hasToString("bXc");
    }

    @Test
    void aStateThatNeverWasIsRefused() {
        text.insert(0, "abc");
        Doc other = new Doc(DocOptions.builder().clientId(9).build());
        other.applyUpdate(doc.encodeStateAsUpdate());
        other.getText("t").insert(1, "d");
        doc.applyUpdate(other.encodeStateAsUpdate());
        refused(Snapshot.fromV1(new byte[] {0, 1, 9, 1}), false);
    }

    @Test
    void forgedStatesAreRefused() {
        text.insert(0, "abc");
        text.delete(1, 1);
        long client = doc.clientId();
        refused(forged(Map.of(client, (1L << 53) - 1), client, 0), false);
        refused(forged(Map.of(client, 3L), client, 2), false);
        refused(forged(Map.of(client, 3L), client + 1, 100_000), false);
    }

    private static Snapshot forged(Map<Long, Long> clocks, long deleted, int ranges) {
        IdRanges deletes = new IdRanges();
        IntStream.range(0, ranges).forEach(i -> deletes.add(deleted, 2L * i, 1));
        return new Snapshot(new SnapshotIds(deletes, clocks));
    }

    @Test
    void whatWasDeletedBeforeAnybodyRememberedIsTooOld() {
        text.insert(0, "abc");
        Snapshot base = doc.snapshot();
        text.delete(0, 1);
        text.format(0, 1, BOLD);
        array.push(1);
        Doc loaded = new Doc();
        loaded.applyUpdate(doc.encodeStateAsUpdate());
        loaded.getText("t");
        assertThatExceptionOfType(UnusableSnapshotException.class)
                .isThrownBy(() -> loaded.editAt(base, null, tx -> {}))
                .matches(UnusableSnapshotException::isTooOld);
        Snapshot newer = loaded.snapshot();
        loaded.getText("t").delete(0, 1);
        loaded.editAt(newer, null, tx -> tx.doc().getText("t").insert(2, "X"));
        assertThat(loaded.getText("t")).hasToString("cX");
    }

    @Test
    void whatComesDeletedIsTooOldToo() {
        Doc other = new Doc(DocOptions.builder().clientId(9).build());
        other.getText("t").insert(0, "abc", BOLD);
        Snapshot base = other.snapshot();
        other.getText("t").delete(1, 1);
        doc.snapshot();
        doc.applyUpdate(other.encodeStateAsUpdate());
        refused(base, true);
    }

    @Test
    void whoRemembersTooMuchBeginsAnew() {
        text.insert(0, "ab");
        Snapshot base = doc.snapshot();
        Delta.Builder marks = Delta.builder().retain(2);
        IntStream.range(0, 40_000).forEach(i -> marks.insert("x", Map.of("k", i)));
        text.applyDelta(marks.build());
        text.delete(2, 40_000);
        text.delete(0, 1);
        Snapshot newer = doc.snapshot();
        refused(base, true);
        edit(newer, Delta.builder().insert("X"));
        assertThat(text).hasToString("Xb");
    }

    private void refused(Snapshot base, boolean tooOld) {
        Snapshot before = doc.snapshot();
        assertThatExceptionOfType(UnusableSnapshotException.class)
                .isThrownBy(() -> edit(base, Delta.builder().insert("no")))
                .matches(e -> e.isTooOld() == tooOld);
        assertThat(doc.snapshot()).isEqualTo(before);
    }
}
