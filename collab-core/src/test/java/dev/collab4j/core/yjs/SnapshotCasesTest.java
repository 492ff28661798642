package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YXmlElement;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of snapshots; each case carries the name that it has there. */
class SnapshotCasesTest {
    private final Doc doc = new Doc(DocOptions.builder().gc(false).build());
    private final YArray array = doc.getArray("array");

    private List<Object> restored(Snapshot snapshot) {
        return restored(doc, snapshot);
    }

    private static List<Object> restored(Doc doc, Snapshot snapshot) {
        return doc.createDocFromSnapshot(snapshot).getArray("array").toList();
    }

    @Test
    @DisplayName("snapshot: testBasic")
    void restoresTheTextBeforeALaterInsertion() {
        doc.getText("").insert(0, "world!");
        Snapshot snapshot = doc.snapshot();
        doc.getText("").insert(0, "hello ");
        assertThat(doc.createDocFromSnapshot(snapshot).getText("")).hasToString("world!");
    }

    @Test
    @DisplayName("snapshot: testBasicXmlAttributes")
    void showsAttributesAsTheyWere() {
        YXmlElement element = doc.getMap("").setXmlElement("el", "div");
        Snapshot before = doc.snapshot();
        element.setAttribute("a", "1");
        Snapshot once = doc.snapshot();
        element.setAttribute("a", "2");
        assertThat(element.getAttributes()).isEqualTo(Map.of("a", "2"));
        assertThat(element.getAttributes(once)).isEqualTo(Map.of("a", "1"));
        assertThat(element.getAttributes(before)).isEmpty();
    }

    @Test
    @DisplayName("snapshot: testBasicRestoreSnapshot")
    void restoresTheArrayBeforeALaterInsertion() {
        array.insert(0, "hello");
        Snapshot snapshot = doc.snapshot();
        array.insert(1, "world");
        assertThat(restored(snapshot)).containsExactly("hello");
        assertThat(array.toList()).containsExactly("hello", "world");
    }

    @Test
    @DisplayName("snapshot: testEmptyRestoreSnapshot")
    void restoresNothingAndEverything() {
        Snapshot empty = withClient(9999, doc.snapshot());
        array.insert(0, "world");
        assertThat(restored(empty)).isEmpty();
        assertThat(restored(doc.snapshot())).containsExactly("world");
    }

    /** The snapshot of a document without content, but for a client that has done nothing. */
    private static Snapshot withClient(long client, Snapshot snapshot) {
        assertThat(snapshot).isEqualTo(Snapshot.empty());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(StateVector.of(Map.of(client, 0L)).encode());
        return Snapshot.fromV1(bytes.toByteArray());
    }

    @Test
    @DisplayName("snapshot: testRestoreSnapshotWithSubType")
    void restoresAMapInsideOfAnArray() {
        YMap map = array.insertMap(0);
        map.set("key1", "value1");
        Snapshot snapshot = doc.snapshot();
        map.set("key2", "value2");
        Doc restored = doc.createDocFromSnapshot(snapshot);
        assertThat(restored.getArray("array").toJson()).isEqualTo(List.of(Map.of("key1", "value1")));
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("key1", "value1", "key2", "value2")));
    }

    @Test
    @DisplayName("snapshot: testRestoreDeletedItem1")
    void restoresWhatWasDeletedLater() {
        array.insert(0, "item1", "item2");
        Snapshot snapshot = doc.snapshot();
        array.delete(0);
        assertThat(restored(snapshot)).containsExactly("item1", "item2");
        assertThat(array.toList()).containsExactly("item2");
    }

    @Test
    @DisplayName("snapshot: testRestoreLeftItem")
    void restoresAnItemWhoseRightOneIsOlder() {
        array.insert(0, "item1");
        doc.getMap("map").set("test", 1);
        array.insert(0, "item0");
        Snapshot snapshot = doc.snapshot();
        array.delete(1);
        assertThat(restored(snapshot)).containsExactly("item0", "item1");
        assertThat(array.toList()).containsExactly("item0");
    }

    @Test
    @DisplayName("snapshot: testDeletedItemsBase")
    void whatWasDeletedBeforeStaysDeleted() {
        array.insert(0, "item1");
        array.delete(0);
        Snapshot snapshot = doc.snapshot();
        array.insert(0, "item0");
        assertThat(restored(snapshot)).isEmpty();
        assertThat(array.toList()).containsExactly("item0");
    }

    @Test
    @DisplayName("snapshot: testDeletedItems2")
    void whatWasDeletedFromTheMiddleStaysDeleted() {
        array.insert(0, "item1", "item2", "item3");
        array.delete(1);
        Snapshot snapshot = doc.snapshot();
        array.insert(0, "item0");
        assertThat(restored(snapshot)).containsExactly("item1", "item3");
        assertThat(array.toList()).containsExactly("item0", "item1", "item3");
    }

    @Test
    @DisplayName("snapshot: testDependentChanges")
    void restoresTheSameFromBothReplicas() {
        Doc other = new Doc(DocOptions.builder().gc(false).build());
        YArray theirs = other.getArray("array");
        array.insert(0, "user1item1");
        sync(other);
        theirs.insert(1, "user2item1");
        sync(other);
        Snapshot snapshot = doc.snapshot();
        array.insert(2, "user1item2");
        sync(other);
        theirs.insert(3, "user2item2");
        sync(other);
        assertThat(restored(doc, snapshot)).containsExactly("user1item1", "user2item1");
        assertThat(restored(other, snapshot)).containsExactly("user1item1", "user2item1");
    }

    private void sync(Doc other) {
        other.applyUpdate(doc.encodeStateAsUpdate(other.stateVector()));
        doc.applyUpdate(other.encodeStateAsUpdate(doc.stateVector()));
    }

    @Test
    @DisplayName("snapshot: testContainsUpdate")
    void tellsWhichUpdatesAreInIt() {
        Doc collecting = new Doc();
        List<Update> updates = new ArrayList<>();
        collecting.onUpdate(event -> updates.add(event.update()));
        YArray list = collecting.getArray("");
        Snapshot before = collecting.snapshot();
        list.insert(0, 1);
        Snapshot between = collecting.snapshot();
        list.delete(0, 1);
        Snapshot after = collecting.snapshot();
        assertThat(before.contains(updates.get(0))).isFalse();
        assertThat(between.contains(updates.get(1))).isFalse();
        assertThat(between.contains(updates.get(0))).isTrue();
        assertThat(after.contains(updates.get(0))).isTrue();
        assertThat(after.contains(updates.get(1))).isTrue();
    }

    @Test
    @DisplayName("snapshot: testContainsUpdate2")
    void anUpdateThatDeletesMoreIsNotInIt() {
        Doc local = new Doc();
        Doc remote = new Doc();
        local.getText("t").insert(0, "abcdefghij");
        local.getText("t").delete(0, 3);
        remote.applyUpdate(local.encodeStateAsUpdate());
        Snapshot snapshot = remote.snapshot();
        local.getText("t").delete(0, 3);
        assertThat(snapshot.contains(local.encodeStateAsUpdate())).isFalse();
    }
}
