package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Yjs tests of encoded updates; each case carries the name that it has there. */
class UpdateCasesTest {
    /** A way to put updates together. */
    private record Way(String name, boolean throughDocument) {
        Update merge(List<Update> updates) {
            if (!throughDocument) {
                return Update.merge(updates);
            }
            Doc doc = keeping();
            updates.forEach(doc::applyUpdate);
            return doc.encodeStateAsUpdate();
        }

        Update diff(Update update, StateVector known) {
            if (!throughDocument) {
                return update.diff(known);
            }
            Doc doc = keeping();
            doc.applyUpdate(update);
            return doc.encodeStateAsUpdate(known);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(new Way("without a document", false), new Way("through a document", true));
    }

    private static Doc keeping() {
        return new Doc(DocOptions.builder().gc(false).build());
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("updates: testMergeUpdates")
    void whatAllReplicasSayMergedIsWhatEachOfThemSays(Way way) {
        Peers peers = new Peers(3);
        peers.get(0).array.insert(0, 1);
        peers.get(1).array.insert(0, 2);
        peers.converge();
        Doc merged = new Doc();
        merged.applyUpdate(way.merge(
                peers.all.stream().map(peer -> peer.doc.encodeStateAsUpdate()).toList()));
        assertThat(merged.getArray("array").toList())
                .isEqualTo(peers.get(0).array.toList())
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("updates: testMergeUpdates1")
    void insertsMergedInAnyGroups(Way way) {
        Doc doc = keeping();
        List<Update> updates = new ArrayList<>();
        doc.onUpdate(event -> updates.add(event.update()));
        YArray array = doc.getArray("");
        for (int value = 1; value <= 4; value++) {
            array.insert(0, value);
        }
        checkGroups(way, doc, updates);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("updates: testMergeUpdates2")
    void insertsAndDeletesMergedInAnyGroups(Way way) {
        Doc doc = keeping();
        List<Update> updates = new ArrayList<>();
        doc.onUpdate(event -> updates.add(event.update()));
        YArray array = doc.getArray("");
        array.insert(0, 1, 2);
        array.delete(1, 1);
        array.insert(0, 3, 4);
        array.delete(1, 2);
        checkGroups(way, doc, updates);
    }

    private static void checkGroups(Way way, Doc doc, List<Update> updates) {
        List<Update> cases = new ArrayList<>();
        cases.add(way.merge(updates));
        cases.add(way.merge(List.of(way.merge(updates.subList(2, 4)), way.merge(updates.subList(0, 2)))));
        cases.add(
                way.merge(List.of(way.merge(updates.subList(2, 4)), way.merge(updates.subList(1, 3)), updates.get(0))));
        cases.add(way.merge(List.of(
                way.merge(List.of(updates.get(0), updates.get(2))),
                way.merge(List.of(updates.get(1), updates.get(3))))));
        cases.add(way.merge(List.copyOf(cases)));
        cases.forEach(merged -> check(way, doc, updates, merged));
    }

    private static void check(Way way, Doc doc, List<Update> updates, Update merged) {
        Doc copy = keeping();
        copy.applyUpdate(merged);
        assertThat(copy.getArray("").toList()).isEqualTo(doc.getArray("").toList());
        assertThat(copy.deleteSet()).isEqualTo(doc.deleteSet());
        assertThat(copy.stateVector()).isEqualTo(doc.stateVector()).isEqualTo(merged.stateVector());
        for (int known = 1; known < updates.size(); known++) {
            checkDifference(way, doc, updates, merged, known);
        }
    }

    /** Who has the first updates and gets the difference has all. */
    private static void checkDifference(Way way, Doc doc, List<Update> updates, Update merged, int known) {
        Doc behind = keeping();
        updates.subList(0, known).forEach(behind::applyUpdate);
        Update difference = way.diff(merged, behind.stateVector());
        assertThat(way.diff(difference, behind.stateVector()).toV1()).isEqualTo(difference.toV1());
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
        peers.get(1).doc.applyUpdate(peers.get(0).doc.encodeStateAsUpdate());
        assertThat(peers.get(1).text.toDelta())
                .isEqualTo(Delta.builder()
                        .insert("c", italic)
                        .insert("b")
                        .insert("a", italic)
                        .build());
        peers.converge();
    }
}
