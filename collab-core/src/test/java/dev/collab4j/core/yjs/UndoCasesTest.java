package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.ItemView;
import dev.collab4j.core.PendingData;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Subscription;
import dev.collab4j.core.UndoEvent;
import dev.collab4j.core.UndoManager;
import dev.collab4j.core.UndoOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of undo and redo; each case carries the name that it has there. */
class UndoCasesTest {
    /** Options with a clock that stands still: edits form one step until somebody stops capturing. */
    private static UndoOptions.Builder options() {
        return UndoOptions.builder().clock(() -> Instant.ofEpochSecond(1));
    }

    private static UndoManager manager(SharedType type) {
        return new UndoManager(options().build(), type);
    }

    private static UndoOptions eachTransactionAlone() {
        return options().captureTimeout(Duration.ZERO).build();
    }

    @Test
    @DisplayName("undo: testInconsistentFormat")
    void formatsOfPartsJoinWhetherWrittenHereOrReceived() {
        Doc written = new Doc(DocOptions.builder().gc(false).build());
        YText text = written.getXmlText("text");
        text.insert(0, " After", ordered("type", "text", "italic", true));
        text.insert(0, "Test", Map.of("type", "text"));
        text.insert(0, "Merge ", ordered("type", "text", "bold", true));
        Doc received = new Doc(DocOptions.builder().gc(false).build());
        received.applyUpdate(written.encodeStateAsUpdate());
        YText copy = received.getXmlText("text");
        for (YText each : List.of(text, copy)) {
            each.format(0, 6, Collections.singletonMap("bold", null));
            each.format(6, 4, Map.of("type", "text"));
            assertThat(each.toDelta())
                    .isEqualTo(Delta.builder()
                            .insert("Merge Test", Map.of("type", "text"))
                            .insert(" After", Map.of("type", "text", "italic", true))
                            .build());
        }
    }

    private static Map<String, Object> ordered(String key, Object value, String key2, Object value2) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(key2, value2);
        return map;
    }

    @Test
    @DisplayName("undo: testInfiniteCaptureTimeout")
    void aTimeoutThatNeverEndsIsEndedByStopCapturing() {
        YArray array = new Doc().getArray("array");
        UndoManager undo = new UndoManager(
                UndoOptions.builder()
                        .captureTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                        .build(),
                array);
        array.push(1, 2, 3);
        undo.stopCapturing();
        array.push(4, 5, 6);
        undo.undo();
        assertThat(array.toList()).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("undo: testUndoText")
    void textComesAndGoesWhileAnotherReplicaEdits() {
        Peers peers = new Peers(3);
        YText text = peers.get(0).text;
        UndoManager undo = manager(text);
        text.insert(0, "test");
        text.delete(0, 4);
        undo.undo();
        assertThat(text).hasToString("");

        text.insert(0, "a");
        undo.stopCapturing();
        text.delete(0, 1);
        undo.stopCapturing();
        undo.undo();
        assertThat(text).hasToString("a");
        undo.undo();
        assertThat(text).hasToString("");

        text.insert(0, "abc");
        peers.get(1).text.insert(0, "xyz");
        peers.sync();
        undo.undo();
        assertThat(text).hasToString("xyz");
        undo.redo();
        assertThat(text).hasToString("abcxyz");
        peers.sync();
        peers.get(1).text.delete(0, 1);
        peers.sync();
        undo.undo();
        assertThat(text).hasToString("xyz");
        undo.redo();
        assertThat(text).hasToString("bcxyz");

        Delta bold = Delta.builder()
                .insert("b")
                .insert("cxy", Map.of("bold", true))
                .insert("z")
                .build();
        text.format(1, 3, Map.of("bold", true));
        assertThat(text.toDelta()).isEqualTo(bold);
        undo.undo();
        assertThat(text.toDelta()).isEqualTo(Delta.builder().insert("bcxyz").build());
        undo.redo();
        assertThat(text.toDelta()).isEqualTo(bold);
        peers.sync();
    }

    @Test
    @DisplayName("undo: testEmptyTypeScope")
    void aManagerWithoutTypesGetsOneLater() {
        Doc doc = new Doc();
        UndoManager undo = new UndoManager(doc, options().build(), List.of());
        YArray array = doc.getArray("");
        undo.addToScope(array);
        array.insert(0, 1);
        undo.undo();
        assertThat(array.length()).isZero();
    }

    @Test
    @DisplayName("undo: testRejectUpdateExample")
    void changesOfOneTypeAreRefusedByUndoingThem() {
        Doc first = new Doc();
        first.getArray("restricted").insert(0, 1);
        first.getArray("public").insert(0, 1);
        Doc second = new Doc();
        second.getArray("public").insert(0, 2);
        Doc doc = new Doc();
        YArray restricted = doc.getArray("restricted");

        applyAndRefuse(doc, restricted, first.encodeStateAsUpdate());
        applyAndRefuse(doc, restricted, second.encodeStateAsUpdate());

        assertThat(restricted.length()).isZero();
        assertThat(doc.getArray("public").length()).isEqualTo(2);
    }

    private static void applyAndRefuse(Doc doc, YArray restricted, Update update) {
        PendingData waiting = doc.pending();
        UndoOptions remote = options().trackedOrigins("remote change").build();
        try (UndoManager undo = new UndoManager(remote, restricted)) {
            doc.applyUpdate(update, "remote change");
            while (undo.canUndo()) {
                undo.undo();
            }
        }
        doc.dropPending();
        doc.applyUpdate(waiting.update());
    }

    @Test
    @DisplayName("undo: testGlobalScope")
    void theWholeDocumentIsAScope() {
        Doc doc = new Doc();
        UndoManager undo = new UndoManager(doc);
        YArray array = doc.getArray("");
        array.insert(0, 1);
        undo.undo();
        assertThat(array.length()).isZero();
    }

    @Test
    @DisplayName("undo: testDoubleUndo")
    void undoingMoreThanThereIsChangesNothing() {
        YText text = new Doc().getText("");
        text.insert(0, "1221");
        UndoManager undo = manager(text);
        text.insert(2, "3");
        text.insert(3, "3");
        undo.undo();
        assertThat(undo.undo()).isNull();
        text.insert(2, "3");
        assertThat(text).hasToString("12321");
    }

    @Test
    @DisplayName("undo: testUndoMap")
    void valuesOfKeysComeBackUnlessAnotherReplicaHasSetThem() {
        Peers peers = new Peers(2);
        YMap map = peers.get(0).map;
        map.set("a", 0);
        UndoManager undo = manager(map);
        map.set("a", 1);
        undo.undo();
        assertThat(map.get("a")).isEqualTo(0L);
        undo.redo();
        assertThat(map.get("a")).isEqualTo(1L);

        map.setMap("a").set("x", 42);
        undo.undo();
        assertThat(map.get("a")).isEqualTo(1L);
        undo.redo();
        assertThat(map.toJson()).isEqualTo(Map.of("a", Map.of("x", 42L)));
        peers.sync();

        peers.get(1).map.set("a", 44);
        peers.sync();
        undo.undo();
        assertThat(map.get("a")).isEqualTo(44L);
        undo.redo();
        assertThat(map.get("a")).isEqualTo(44L);

        map.set("b", "initial");
        undo.stopCapturing();
        map.set("b", "val1");
        map.set("b", "val2");
        undo.stopCapturing();
        undo.undo();
        assertThat(map.get("b")).isEqualTo("initial");
        peers.sync();
    }

    @Test
    @DisplayName("undo: testUndoArray")
    void elementsAndTheTypesAmongThemComeAndGo() {
        Peers peers = new Peers(3);
        YArray array = peers.get(0).array;
        YArray other = peers.get(1).array;
        UndoManager undo = manager(array);
        array.insert(0, 1, 2, 3);
        other.insert(0, 4, 5, 6);
        peers.sync();
        assertThat(array.toList()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        undo.undo();
        assertThat(array.toList()).containsExactly(4L, 5L, 6L);
        undo.redo();
        assertThat(array.toList()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        peers.sync();
        other.delete(0);
        peers.sync();
        undo.undo();
        assertThat(array.toList()).containsExactly(4L, 5L, 6L);
        undo.redo();
        assertThat(array.toList()).containsExactly(2L, 3L, 4L, 5L, 6L);

        array.delete(0, 5);
        YMap map = array.insertMap(0);
        undo.stopCapturing();
        map.set("a", 1);
        undo.undo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of()));
        undo.undo();
        assertThat(array.toList()).containsExactly(2L, 3L, 4L, 5L, 6L);
        undo.redo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of()));
        undo.redo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("a", 1L)));
        peers.sync();

        ((YMap) other.get(0)).set("b", 2);
        peers.sync();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("a", 1L, "b", 2L)));
        undo.undo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("b", 2L)));
        undo.undo();
        assertThat(array.toList()).containsExactly(2L, 3L, 4L, 5L, 6L);
        undo.redo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("b", 2L)));
        undo.redo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("a", 1L, "b", 2L)));
        peers.sync();
    }

    @Test
    @DisplayName("undo: testUndoXml")
    void formatsInsideAnElementComeBackWithIt() {
        YXmlElement xml = new Peers(3).get(0).xml;
        UndoManager undo = manager(xml);
        YXmlText text = xml.insertElement(0, "p").insertText(0);
        text.insert(0, "content");
        String plain = "<undefined><p>content</p></undefined>";
        String bold = "<undefined><p>con<bold>tent</bold></p></undefined>";
        assertThat(xml).hasToString(plain);
        undo.stopCapturing();
        text.format(3, 4, Map.of("bold", Map.of()));
        assertThat(xml).hasToString(bold);
        undo.undo();
        assertThat(xml).hasToString(plain);
        undo.redo();
        assertThat(xml).hasToString(bold);
        xml.delete(0);
        assertThat(xml).hasToString("<undefined></undefined>");
        undo.undo();
        assertThat(xml).hasToString(bold);
    }

    @Test
    @DisplayName("undo: testUndoEvents")
    void eventsCarryTheStepAndItsMetadata() {
        YText text = new Peers(3).get(0).text;
        UndoManager undo = manager(text);
        List<UndoEvent.Type> types = new ArrayList<>();
        List<Object> received = new ArrayList<>();
        AtomicInteger counter = new AtomicInteger();
        undo.onStackItemAdded(event -> {
            types.add(event.type());
            assertThat(event.changedParentTypes()).containsExactly(text);
            event.stackItem().meta().put("test", counter.getAndIncrement());
        });
        undo.onStackItemPopped(event -> {
            types.add(event.type());
            assertThat(event.changedParentTypes()).containsExactly(text);
            received.add(event.stackItem().meta().get("test"));
        });
        text.insert(0, "abc");
        undo.undo();
        undo.redo();
        assertThat(received).containsExactly(0, 1);
        assertThat(types)
                .containsExactly(
                        UndoEvent.Type.UNDO,
                        UndoEvent.Type.REDO,
                        UndoEvent.Type.UNDO,
                        UndoEvent.Type.UNDO,
                        UndoEvent.Type.REDO);
    }

    @Test
    @DisplayName("undo: testTrackClass")
    void aClassAmongTheOriginsStandsForItsInstances() {
        Peers.Peer peer = new Peers(3).get(0);
        UndoManager undo =
                new UndoManager(options().trackedOrigins(Number.class).build(), peer.text);
        peer.doc.transact(42, tx -> peer.text.insert(0, "abc"));
        assertThat(peer.text).hasToString("abc");
        undo.undo();
        assertThat(peer.text).hasToString("");
    }

    @Test
    @DisplayName("undo: testTypeScope")
    void onlyEditsOfTypesInScopeAreUndone() {
        YArray array = new Peers(3).get(0).array;
        YText first = array.insertText(0);
        YText second = array.insertText(1);
        UndoManager one = manager(first);
        UndoManager both = new UndoManager(options().build(), first, second);
        second.insert(0, "abc");
        assertThat(one.undoStack()).isEmpty();
        assertThat(both.undoStack()).hasSize(1);
        one.undo();
        assertThat(second).hasToString("abc");
        both.undo();
        assertThat(second).hasToString("");
    }

    @Test
    @DisplayName("undo: testUndoInEmbed")
    void aTextInATextIsInScopeToo() {
        YText text = new Peers(3).get(0).text;
        UndoManager undo = manager(text);
        undo.stopCapturing();
        YText source = new Doc().getText("");
        source.insert(0, "initial text");
        YText nested = text.insertCopy(0, source, Map.of("bold", true));
        assertThat(nested).hasToString("initial text");
        undo.stopCapturing();
        nested.delete(0, nested.length());
        nested.insert(0, "other text");
        assertThat(nested).hasToString("other text");
        undo.undo();
        assertThat(nested).hasToString("initial text");
        undo.undo();
        assertThat(text.length()).isZero();
    }

    @Test
    @DisplayName("undo: testUndoDeleteFilter")
    void whatTheFilterRefusesStays() {
        YArray array = new Peers(3).get(0).array;
        UndoManager undo = new UndoManager(
                options().deleteFilter(UndoCasesTest::isEmptyMap).build(), array);
        array.insertMap(0).set("hi", 1);
        array.insertMap(1);
        undo.undo();
        assertThat(array.toJson()).isEqualTo(List.of(Map.of("hi", 1L)));
    }

    private static boolean isEmptyMap(ItemView item) {
        return item.type() instanceof YMap map && map.size() == 0;
    }

    @Test
    @DisplayName("undo: testUndoUntilChangePerformed")
    void aStepThatHasNothingLeftToChangeIsSkipped() {
        Doc doc = new Doc();
        Doc other = new Doc();
        bind(doc, other);
        YArray array = doc.getArray("array");
        YArray otherArray = other.getArray("array");
        YMap first = array.pushMap();
        first.set("hello", "world");
        YMap second = array.pushMap();
        second.set("key", "value");
        UndoManager undo =
                new UndoManager(options().trackedOrigins(doc.clientId()).build(), array);
        UndoManager otherUndo =
                new UndoManager(options().trackedOrigins(other.clientId()).build(), otherArray);

        doc.transact(doc.clientId(), tx -> second.set("key", "value modified"));
        undo.stopCapturing();
        doc.transact(doc.clientId(), tx -> first.set("hello", "world modified"));
        other.transact(other.clientId(), tx -> otherArray.delete(0));
        otherUndo.undo();
        undo.undo();

        assertThat(second.get("key")).isEqualTo("value");
    }

    private static void bind(Doc doc, Doc other) {
        Subscription there = doc.onUpdate(event -> other.applyUpdate(event.update(), doc));
        Subscription back = other.onUpdate(event -> doc.applyUpdate(event.update(), other));
        assertThat(there).isNotSameAs(back);
    }

    @Test
    @DisplayName("undo: testUndoNestedUndoIssue")
    void valuesOfANestedMapGoBackAndForth() {
        Design design = new Design("Type Something", "Something", "Something Else");
        design.expect(design.undo::undo, "Something", "Type Something", null);
        design.expect(design.undo::redo, "Type Something", "Something", "Something Else");
    }

    @Test
    @DisplayName("undo: testUndoBlockBug")
    void fourStepsGoBackAndForth() {
        Design design = new Design("1", "2", "3", "4");
        design.expect(design.undo::undo, "3", "2", "1", null);
        design.expect(design.undo::redo, "1", "2", "3", "4");
    }

    /** A map in a map whose block is replaced, a transaction a step. */
    private static final class Design {
        private final YMap root = new Doc(DocOptions.builder().gc(false).build()).getMap("");
        private final UndoManager undo = new UndoManager(eachTransactionAlone(), root);

        Design(String first, String... more) {
            YMap text = root.doc().compute(tx -> {
                YMap map = root.setMap("text");
                map.setMap("blocks").set("text", first);
                return map;
            });
            for (String next : more) {
                root.doc().transact(tx -> text.setMap("blocks").set("text", next));
            }
            assertThat(root.toJson()).isEqualTo(content(more[more.length - 1]));
        }

        private static Map<String, Object> content(String block) {
            return Map.of("text", Map.of("blocks", Map.of("text", block)));
        }

        void expect(Runnable step, String... blocks) {
            for (String block : blocks) {
                step.run();
                assertThat(root.toJson()).isEqualTo(block == null ? Map.of() : content(block));
            }
        }
    }

    @Test
    @DisplayName("undo: testConsecutiveRedoBug")
    void aRedoneMapTakesItsLaterValuesBack() {
        YMap root = new Doc().getMap("");
        UndoManager undo = manager(root);
        YMap point = root.setMap("a");
        for (int value : new int[] {0, 100, 200, 300}) {
            point.set("x", value);
            point.set("y", value);
            undo.stopCapturing();
        }
        IntConsumer expect = value ->
                assertThat(root.get("a", YMap.class).toJson()).isEqualTo(Map.of("x", (long) value, "y", (long) value));
        for (int value : new int[] {200, 100, 0}) {
            undo.undo();
            expect.accept(value);
        }
        undo.undo();
        assertThat(root.get("a")).isNull();
        for (int value : new int[] {0, 100, 200, 300}) {
            undo.redo();
            expect.accept(value);
        }
    }

    @Test
    @DisplayName("undo: testUndoXmlBug")
    void attributesAreRedoneInARedoneElement() {
        Doc doc = new Doc();
        YXmlFragment fragment = doc.getXmlFragment("t");
        UndoManager undo = new UndoManager(
                options().captureTimeout(Duration.ZERO).trackedOrigins("origin").build(), fragment);
        doc.transact("origin", tx -> {
            YXmlElement element = fragment.pushElement("test-node");
            element.setAttribute("a", "100");
            element.setAttribute("b", "0");
        });
        doc.transact("origin", tx -> ((YXmlElement) fragment.get(0)).setAttribute("a", "200"));
        doc.transact("origin", tx -> {
            YXmlElement element = (YXmlElement) fragment.get(0);
            element.setAttribute("a", "180");
            element.setAttribute("b", "50");
        });
        for (int i = 0; i < 3; i++) {
            undo.undo();
        }
        assertThat(fragment.length()).isZero();
        for (int i = 0; i < 3; i++) {
            undo.redo();
        }
        assertThat(fragment).hasToString("<test-node a=\"180\" b=\"50\"></test-node>");
    }

    @Test
    @DisplayName("undo: testUndoDeleteTextFormat")
    void anUndoneFormatIsTheSameForAPeer() {
        Doc doc = new Doc();
        YText text = doc.getText("");
        text.insert(0, "Attack ships on fire off the shoulder of Orion.");
        Doc peer = new Doc();
        YText peerText = peer.getText("");
        peer.applyUpdate(doc.encodeStateAsUpdate());
        UndoManager undo = manager(text);
        text.format(13, 7, Map.of("bold", true));
        undo.stopCapturing();
        peer.applyUpdate(doc.encodeStateAsUpdate());
        text.format(16, 4, Collections.singletonMap("bold", null));
        undo.stopCapturing();
        peer.applyUpdate(doc.encodeStateAsUpdate());
        undo.undo();
        peer.applyUpdate(doc.encodeStateAsUpdate());

        Delta expected = Delta.builder()
                .insert("Attack ships ")
                .insert("on fire", Map.of("bold", true))
                .insert(" off the shoulder of Orion.")
                .build();
        assertThat(text.toDelta()).isEqualTo(expected);
        assertThat(peerText.toDelta()).isEqualTo(expected);
    }

    @Test
    @DisplayName("undo: testBehaviorOfIgnoreremotemapchangesProperty")
    void theOldValueComesBackInSpiteOfOthersIfThatIsWanted() {
        Doc doc = new Doc();
        Doc other = new Doc();
        bind(doc, other);
        YMap map = doc.getMap("");
        YMap otherMap = other.getMap("");
        UndoManager undo =
                new UndoManager(options().ignoreRemoteMapChanges(true).build(), map);
        map.set("x", 1);
        otherMap.set("x", 2);
        map.set("x", 3);
        otherMap.set("x", 4);
        undo.undo();
        assertThat(map.get("x")).isEqualTo(2L);
        assertThat(otherMap.get("x")).isEqualTo(2L);
    }

    @Test
    @DisplayName("undo: testSpecialDeletionCase")
    void anAttributeSetRightBeforeItsElementWasDeletedGetsItsOldValue() {
        Doc doc = new Doc();
        YXmlFragment fragment = doc.getXmlFragment("");
        UndoManager undo = new UndoManager(options().trackedOrigins("undoable").build(), fragment);
        doc.transact(tx -> {
            YXmlElement element = fragment.insertElement(0, "test");
            element.setAttribute("a", "1");
            element.setAttribute("b", "2");
        });
        String before = "<test a=\"1\" b=\"2\"></test>";
        assertThat(fragment).hasToString(before);
        doc.transact("undoable", tx -> {
            ((YXmlElement) fragment.get(0)).setAttribute("b", "3");
            fragment.delete(0);
        });
        assertThat(fragment).hasToString("");
        undo.undo();
        assertThat(fragment).hasToString(before);
    }

    @Test
    @DisplayName("undo: testUndoDeleteInMap")
    void removedKeysComeBackOneByOne() {
        YMap map = new Peers(3).get(0).map;
        UndoManager undo = new UndoManager(eachTransactionAlone(), map);
        for (String value : List.of("a", "b", "c")) {
            map.set("a", value);
            map.delete("a");
        }
        map.set("a", "d");
        for (String value : List.of("c", "b", "a")) {
            undo.undo();
            assertThat(map.toJson()).isEqualTo(Map.of());
            undo.undo();
            assertThat(map.toJson()).isEqualTo(Map.of("a", value));
        }
    }

    @Test
    @DisplayName("undo: testUndoDoingStackItem")
    void observersSeeTheStepThatIsUndone() {
        YText text = new Doc().getText("text");
        UndoManager undo = manager(text);
        undo.onStackItemAdded(event -> event.stackItem().meta().put("str", "42"));
        List<Object> undone = new ArrayList<>();
        List<Object> redone = new ArrayList<>();
        text.observe(event -> {
            if (event.transaction().origin() == undo) {
                (undo.isUndoing() ? undone : redone)
                        .add(undo.currentStackItem().meta().get("str"));
                assertThat(undo.isUndoing()).isNotEqualTo(undo.isRedoing());
            }
        });
        text.insert(0, "abc");
        undo.undo();
        undo.redo();
        assertThat(undone).containsExactly("42");
        assertThat(redone).containsExactly("42");
        assertThat(undo.currentStackItem()).isNull();
        assertThat(undo.isUndoing() || undo.isRedoing()).isFalse();
    }

    @Test
    @DisplayName("undo: testUndoSetAttributeAndDeleteSyncsAttributes")
    void attributesOfARedoneTextReachTheOthers() {
        Doc doc = new Doc();
        YXmlText root = doc.getXmlText("sharedRoot");
        YXmlText button = root.insertXmlText(0);
        button.setAttribute("type", "button");
        button.setAttribute("test", true);
        button.insert(0, "Click me");
        UndoManager undo = manager(root);
        button.setAttribute("type", "paragraph");
        root.delete(0, 1);
        undo.undo();
        Doc remote = new Doc();
        remote.applyUpdate(doc.encodeStateAsUpdateV2());
        for (YXmlText each : List.of(root, remote.getXmlText("sharedRoot"))) {
            YXmlText back = (YXmlText) ((Delta.Insert) each.toDelta().ops().get(0)).value();
            assertThat(back.getAttributes()).isEqualTo(Map.of("type", "button", "test", true));
            assertThat(back).hasToString("Click me");
        }
    }
}
