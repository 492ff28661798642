package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Subscription;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateListener;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Yjs tests of encoded updates; each case carries the name that it has there. */
class UpdateCasesTest {
    /** A way to put updates together, and the version that they are in. */
    private enum Way {
        V1,
        V2,
        THROUGH_A_DOCUMENT;

        Subscription listen(Doc doc, UpdateListener listener) {
            return this == V1 ? doc.onUpdate(listener) : doc.onUpdateV2(listener);
        }

        Update encode(Doc doc, StateVector known) {
            return this == V1 ? doc.encodeStateAsUpdate(known) : doc.encodeStateAsUpdateV2(known);
        }

        byte[] bytes(Update update) {
            return this == V1 ? update.toV1() : update.toV2();
        }

        Update merge(List<Update> updates) {
            if (this != THROUGH_A_DOCUMENT) {
                return Update.merge(updates);
            }
            Doc doc = keeping();
            updates.forEach(doc::applyUpdate);
            return encode(doc, StateVector.empty());
        }

        Update diff(Update update, StateVector known) {
            if (this != THROUGH_A_DOCUMENT) {
                return update.diff(known);
            }
            Doc doc = keeping();
            doc.applyUpdate(update);
            return encode(doc, known);
        }
    }

    private static Doc keeping() {
        return new Doc(DocOptions.builder().gc(false).build());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("updates: testMergeUpdates")
    void whatAllReplicasSayMergedIsWhatEachOfThemSays(Way way) {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, 1);
        peers.get(1).array.insert(0, 2);
        peers.converge();
        Doc merged = new Doc();
        merged.applyUpdate(way.merge(peers.all.stream()
                .map(peer -> way.encode(peer.doc, StateVector.empty()))
                .toList()));
        assertThat(merged.getArray("array").toList())
                .isEqualTo(peers.get(0).array.toList())
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("updates: testMergeUpdates1")
    void insertsMergedInAnyGroups(Way way) {
        Doc doc = keeping();
        List<Update> updates = new ArrayList<>();
        way.listen(doc, event -> updates.add(event.update()));
        YArray array = doc.getArray("");
        for (int value = 1; value <= 4; value++) {
            array.insert(0, value);
        }
        checkGroups(way, doc, updates, true);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("updates: testMergeUpdates2")
    void insertsAndDeletesMergedInAnyGroups(Way way) {
        Doc doc = keeping();
        List<Update> updates = new ArrayList<>();
        way.listen(doc, event -> updates.add(event.update()));
        YArray array = doc.getArray("");
        array.insert(0, 1, 2);
        array.delete(1, 1);
        array.insert(0, 3, 4);
        array.delete(1, 2);
        checkGroups(way, doc, updates, way != Way.THROUGH_A_DOCUMENT);
    }

    private static void checkGroups(Way way, Doc doc, List<Update> updates, boolean sameStructs) {
        List<Update> cases = new ArrayList<>();
        cases.add(way.merge(updates));
        cases.add(way.merge(List.of(way.merge(updates.subList(2, 4)), way.merge(updates.subList(0, 2)))));
        cases.add(
                way.merge(List.of(way.merge(updates.subList(2, 4)), way.merge(updates.subList(1, 3)), updates.get(0))));
        cases.add(way.merge(List.of(
                way.merge(List.of(updates.get(0), updates.get(2))),
                way.merge(List.of(updates.get(1), updates.get(3))))));
        cases.add(way.merge(List.copyOf(cases)));
        for (Update merged : cases) {
            check(way, doc, merged);
            for (int known = 1; known < updates.size(); known++) {
                checkDifference(way, doc, updates, merged, known, sameStructs);
            }
        }
    }

    private static void check(Way way, Doc doc, Update merged) {
        Doc copy = keeping();
        copy.applyUpdate(merged);
        assertThat(copy.getArray("").toList()).isEqualTo(doc.getArray("").toList());
        assertThat(copy.deleteSet()).isEqualTo(doc.deleteSet());
        assertThat(copy.stateVector()).isEqualTo(doc.stateVector()).isEqualTo(merged.stateVector());
        assertThat(merged.clocks()).isEqualTo(clocks(0, doc));
        assertThat(way.encode(copy, StateVector.empty()).clocks()).isEqualTo(clocks(0, doc));
    }

    /** The clocks of the only client of {@code doc}, from one on. */
    private static Map<Long, Update.Clocks> clocks(long from, Doc doc) {
        long end = doc.stateVector().get(doc.clientId());
        return from == end ? Map.of() : Map.of(doc.clientId(), new Update.Clocks(from, end));
    }

    /** Who has the first updates and gets the difference has all, and it is what the other updates are. */
    private static void checkDifference(
            Way way, Doc doc, List<Update> updates, Update merged, int known, boolean sameStructs) {
        Doc behind = keeping();
        updates.subList(0, known).forEach(behind::applyUpdate);
        StateVector vector = Update.merge(updates.subList(0, known)).stateVector();
        Update difference = way.diff(merged, vector);
        Update rest = way.merge(updates.subList(known, updates.size()));
        assertThat(difference.clocks()).isEqualTo(rest.clocks()).isEqualTo(clocks(vector.get(doc.clientId()), doc));
        if (sameStructs) {
            Update allDeletes = difference.diff(doc.stateVector());
            assertThat(way.bytes(difference)).isEqualTo(way.bytes(Update.merge(List.of(allDeletes, rest))));
        }
        behind.applyUpdate(difference);
        assertThat(behind.hasPending()).isFalse();
        assertThat(behind.encodeStateAsUpdate().toV1())
                .isEqualTo(doc.encodeStateAsUpdate().toV1());
    }

    @Test
    @DisplayName("updates: testMergePendingUpdates")
    void whatWaitsTravelsWithTheState() {
        Doc writer = new Doc();
        List<Update> updates = new ArrayList<>();
        writer.onUpdate(event -> updates.add(event.update()));
        YText text = writer.getText("textBlock");
        for (String letter : List.of("r", "o", "n", "e", "n")) {
            text.applyDelta(Delta.builder().insert(letter).build());
        }
        Update state = updates.get(0);
        for (int next : new int[] {1, 3, 2, 4}) {
            Doc doc = new Doc();
            doc.applyUpdate(state);
            doc.applyUpdate(updates.get(next));
            assertThat(doc.hasPending()).isEqualTo(next == 3);
            state = doc.encodeStateAsUpdate();
        }
        Doc last = new Doc();
        last.applyUpdate(state);
        assertThat(last.getText("textBlock").toString()).isEqualTo("nenor");
    }

    @Test
    @DisplayName("updates: testKeyEncoding")
    void attributesThatReturn() {
        Map<String, Object> italic = new LinkedHashMap<>(Map.of("italic", true));
        Peers peers = new Peers(2);
        YText text = peers.get(0).text;
        text.insert(0, "a", italic);
        text.insert(0, "b");
        text.insert(0, "c", italic);
        peers.get(1).doc.applyUpdate(peers.get(0).doc.encodeStateAsUpdateV2());
        assertThat(peers.get(1).text.toDelta())
                .isEqualTo(Delta.builder()
                        .insert("c", italic)
                        .insert("b")
                        .insert("a", italic)
                        .build());
        peers.converge();
    }

    /** In Yjs of version 1 alone. */
    @ParameterizedTest
    @EnumSource
    @DisplayName("updates: testObfuscateUpdates")
    void whatIsObfuscatedKeepsItsShapeAndSaysNothing(Way way) {
        Doc doc = new Doc();
        doc.getText("text")
                .applyDelta(Delta.builder()
                        .insert("text", Map.of("bold", true))
                        .insert(Map.of("href", "supersecreturl"))
                        .build());
        doc.getMap("map").set("key", "secret1");
        doc.getMap("map").set("key", "secret2");
        YArray array = doc.getArray("array");
        array.push("teststring", 42);
        array.pushXmlElement("secretnodename").setAttribute("attr", "val");
        array.push(new Doc(DocOptions.builder().guid("secret").build()));

        Update obfuscated = way.encode(doc, StateVector.empty()).obfuscate();

        assertThat(new String(way.bytes(obfuscated), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret", "bold", "href", "key", "teststring", "attr", "val");
        Doc copy = new Doc();
        copy.applyUpdate(obfuscated);
        assertThat(copy.stateVector()).isEqualTo(doc.stateVector());
        assertThat(copy.deleteSet()).isEqualTo(doc.deleteSet());
        assertObfuscated(copy.getText("text").toDelta());
        assertThat(copy.getMap("map").size()).isEqualTo(1);
        assertThat(copy.getMap("map").has("key")).isFalse();
        assertObfuscated(copy.getArray("array").toList());
    }

    private static void assertObfuscated(Delta delta) {
        assertThat(delta.ops()).hasSize(2).allMatch(Delta.Insert.class::isInstance);
        Delta.Insert text = (Delta.Insert) delta.ops().get(0);
        assertThat((String) text.value()).hasSize(4).isNotEqualTo("text");
        assertThat(text.attributes()).hasSize(1).doesNotContainKey("bold");
        assertThat(((Delta.Insert) delta.ops().get(1)).attributes()).isEmpty();
    }

    private static void assertObfuscated(List<Object> elements) {
        assertThat(elements).hasSize(4).doesNotContain("teststring", 42L);
        YXmlElement element = (YXmlElement) elements.get(2);
        assertThat(element.nodeName()).isNotEqualTo("secretnodename");
        assertThat(element.getAttributes()).hasSize(1).doesNotContainKey("attr");
        assertThat(((Doc) elements.get(3)).guid()).isNotEqualTo("secret");
    }
}
