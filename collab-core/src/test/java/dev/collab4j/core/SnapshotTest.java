package dev.collab4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    private static final Map<String, Object> ADDED = Map.of("ychange", Map.of("type", "added"));
    private static final Map<String, Object> REMOVED = Map.of("ychange", Map.of("type", "removed"));

    private final Doc doc = keeping(7);
    private final YText text = doc.getText("t");

    private static Doc keeping(long client) {
        return new Doc(DocOptions.builder().clientId(client).gc(false).build());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void isEncodedAsYjsDoesInBothVersions() {
        text.insert(0, "abcdef");
        text.delete(1, 2);
        text.delete(2, 1);
        Snapshot snapshot = doc.snapshot();
        assertThat(snapshot.toV1()).isEqualTo(hex("010702010204010107" + "06"));
        assertThat(snapshot.toV2()).isEqualTo(hex("010702010101000107" + "06"));
        assertThat(Snapshot.fromV1(snapshot.toV1())).isEqualTo(snapshot).hasSameHashCodeAs(snapshot);
        assertThat(Snapshot.fromV2(snapshot.toV2())).isEqualTo(snapshot);
        assertThat(Snapshot.empty().toV1()).isEqualTo(hex("0000"));
        assertThat(new Doc().snapshot()).isEqualTo(Snapshot.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "01",
                "010701",
                "01070101",
                "ffffffff0f00",
                "0107ffffffff0f",
                "01070100ffffffffffffff7f00",
                "00ffff03",
                "000107"
            })
    void refusesBytesThatAreNoSnapshot(String bytes) {
        assertThatThrownBy(() -> Snapshot.fromV1(hex(bytes))).isInstanceOf(MalformedUpdateException.class);
        assertThatThrownBy(() -> Snapshot.fromV2(hex(bytes))).isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void refusesEmptyRangesWhichOnlyVersion1CanSay() {
        assertThatThrownBy(() -> Snapshot.fromV1(hex("01070101000000"))).isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void putsRangesInOrderThatDoNotRise() {
        Snapshot mixed = Snapshot.fromV1(hex("0107020401000200"));
        assertThat(mixed.deleteSet().toMap())
                .isEqualTo(Map.of(7L, List.of(new DeleteSet.Range(0, 2), new DeleteSet.Range(4, 1))));
        Snapshot apart = Snapshot.fromV1(hex("0207010001070103010000"));
        assertThat(apart.deleteSet().toMap().get(7L)).hasSize(2);
    }

    @Test
    void marksWhatWasAddedAndRemovedBetweenTwo() {
        text.insert(0, "Hello world");
        Snapshot before = doc.snapshot();
        text.delete(0, 5);
        text.insert(0, "Goodbye");
        Snapshot after = doc.snapshot();
        text.insert(0, "later ");
        assertThat(text.toDelta(before, null))
                .isEqualTo(Delta.builder().insert("Hello world").build());
        assertThat(text.toDelta(after, null))
                .isEqualTo(Delta.builder().insert("Goodbye world").build());
        assertThat(text.toDelta(after, before))
                .isEqualTo(Delta.builder()
                        .insert("Hello", REMOVED)
                        .insert("Goodbye", ADDED)
                        .insert(" world")
                        .build());
        assertThat(text.toDelta(null, before))
                .as("now, where Yjs marks only what was added")
                .isEqualTo(Delta.builder()
                        .insert("Hello")
                        .insert("later ", ADDED)
                        .insert("Goodbye", ADDED)
                        .insert(" world")
                        .build());
        assertThat(text.toDelta(null, null)).isEqualTo(text.toDelta());
    }

    @Test
    void joinsRunsWhoseMarkNamesTheirClient() {
        Snapshot before = doc.snapshot();
        text.insert(0, "ac");
        text.insert(1, "b");
        Snapshot after = doc.snapshot();
        List<Id> asked = new ArrayList<>();
        Delta named = text.toDelta(after, before, (kind, id) -> {
            asked.add(id);
            return Map.of("user", id.client(), "type", kind.type());
        });
        assertThat(named.ops()).hasSize(1);
        assertThat(asked).containsExactly(new Id(7, 0));
        assertThat(text.toDelta(after, before, (kind, id) -> kind + " " + id.clock())
                        .ops())
                .extracting(op -> ((Delta.Insert) op).attributes().get("ychange"))
                .containsExactly("ADDED 0", "ADDED 2", "ADDED 1");
    }

    @Test
    void anExceptionOfTheMarkerReachesTheCallerAndChangesNothing() {
        text.insert(0, "ab");
        byte[] state = doc.encodeStateAsUpdate().toV1();
        assertThatIllegalStateException()
                .isThrownBy(() -> text.toDelta(doc.snapshot(), Snapshot.empty(), (kind, id) -> {
                    throw new IllegalStateException("no");
                }));
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(state);
    }

    @Test
    void lookingBackEmitsNothingAndLeavesTheBytes() {
        text.insert(0, "abcdef", Map.of("bold", true));
        doc.getArray("a").insert(0, 1, 2, 3);
        Snapshot middle = Snapshot.fromV1(hex("0107" + "010401" + "0107" + "04"));
        byte[] state = doc.encodeStateAsUpdate().toV1();
        List<Object> seen = new ArrayList<>();
        doc.onUpdate(event -> seen.add("update"));
        doc.onTransaction(transaction -> seen.add(String.valueOf(transaction.origin())));
        assertThat(text.toDelta(middle, null))
                .isEqualTo(Delta.builder().insert("abc", Map.of("bold", true)).build());
        assertThat(doc.getArray("a").toList(middle)).isEmpty();
        assertThat(doc.encodeStateAsUpdate().toV1()).isEqualTo(state);
        assertThat(seen).containsExactly("cleanup");
    }

    @Test
    void showsListsElementByElementWhereRunsHaveBeenJoined() {
        YArray array = doc.getArray("a");
        array.push("a");
        Snapshot one = doc.snapshot();
        array.push("b", "c");
        array.delete(1);
        Snapshot two = doc.snapshot();
        array.push("d");
        assertThat(array.toList(Snapshot.empty())).isEmpty();
        assertThat(array.toList(one)).containsExactly("a");
        assertThat(array.toList(two)).containsExactly("a", "c");
        assertThat(array.toList(doc.snapshot())).containsExactly("a", "c", "d");
    }

    @Test
    void showsValuesOfKeysWhereRunsHaveBeenJoined() {
        YMap map = doc.getMap("m");
        List<Snapshot> moments = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            moments.add(doc.snapshot());
            map.set("k", i);
        }
        map.delete("k");
        moments.add(doc.snapshot());
        assertThat(moments.stream().map(moment -> map.get("k", moment))).containsExactly(null, 0L, 1L, 2L, null);
        assertThat(moments.stream().map(moment -> map.has("k", moment)))
                .containsExactly(false, true, true, true, false);
        assertThat(map.entries(moments.get(2))).isEqualTo(Map.of("k", 1L));
        assertThat(map.has("other", moments.get(2))).isFalse();
    }

    @Test
    void showsChildrenAndAttributesOfXml() {
        YXmlFragment fragment = doc.getXmlFragment("x");
        YXmlElement first = fragment.pushElement("p");
        first.setAttribute("class", "a");
        Snapshot before = doc.snapshot();
        first.setAttribute("class", "b");
        first.removeAttribute("class");
        YXmlElement second = fragment.pushElement("q");
        fragment.delete(0);
        assertThat(fragment.toList(before)).containsExactly(first);
        assertThat(fragment.toList(doc.snapshot())).containsExactly(second);
        assertThat(first.getAttributes(before)).isEqualTo(Map.of("class", "a"));
        text.setAttribute("lang", "en");
        assertThat(text.getAttributes(doc.snapshot())).isEqualTo(Map.of("lang", "en"));
        assertThat(text.getAttributes(before)).isEmpty();
    }

    @Test
    void whatWasCollectedCanNotBeShown() {
        Doc collecting = new Doc();
        YMap map = collecting.getMap("m");
        map.set("k", 1);
        collecting.getText("t").insert(0, "abc");
        Snapshot before = collecting.snapshot();
        map.set("k", 2);
        collecting.getText("t").delete(0, 1);
        assertThat(map.get("k", before)).isEqualTo(Undefined.INSTANCE);
        assertThat(collecting.getText("t").toDelta(before, null))
                .isEqualTo(Delta.builder().insert("bc").build());
        assertThatIllegalStateException().isThrownBy(() -> collecting.createDocFromSnapshot(before));
    }

    @Test
    void aSnapshotThatKnowsMoreIsRefused() {
        text.insert(0, "abc");
        Snapshot snapshot = doc.snapshot();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keeping(8).createDocFromSnapshot(snapshot))
                .withMessageContaining("client 7");
    }

    @Test
    void restoresIntoADocumentThatListens() {
        text.insert(0, "abc");
        Snapshot snapshot = doc.snapshot();
        text.insert(3, "def");
        Doc target = new Doc();
        List<Object> origins = new ArrayList<>();
        target.onUpdate(event -> origins.add(event.origin()));
        assertThat(doc.createDocFromSnapshot(snapshot, target)).isSameAs(target);
        assertThat(target.getText("t")).hasToString("abc");
        assertThat(origins).containsExactly("snapshot");
    }

    @Test
    void tellsWhatAnotherOneHasNot() {
        text.insert(0, "abcdef");
        text.delete(0, 1);
        Snapshot before = doc.snapshot();
        text.delete(1, 2);
        text.insert(0, "xy");
        Snapshot after = doc.snapshot();
        SnapshotDifference difference = after.difference(before);
        assertThat(difference.inserted()).isEqualTo(Map.of(7L, List.of(new DeleteSet.Range(6, 2))));
        assertThat(difference.deleted().toMap()).isEqualTo(Map.of(7L, List.of(new DeleteSet.Range(2, 2))));
        assertThat(after.difference(after).isEmpty()).isTrue();
        assertThat(before.difference(after).isEmpty()).isTrue();
        assertThat(after.difference(Snapshot.empty()).inserted())
                .isEqualTo(Map.of(7L, List.of(new DeleteSet.Range(0, 8))));
    }

    @Test
    void tellsDeletesThatAreSplitByKnownOnes() {
        Snapshot all = Snapshot.fromV1(hex("0107" + "0200050803" + "00"));
        Snapshot some = Snapshot.fromV1(hex("0107" + "03010103060901" + "00"));
        assertThat(all.difference(some).deleted().toMap())
                .isEqualTo(Map.of(
                        7L, List.of(new DeleteSet.Range(0, 1), new DeleteSet.Range(2, 1), new DeleteSet.Range(10, 1))));
    }
}
