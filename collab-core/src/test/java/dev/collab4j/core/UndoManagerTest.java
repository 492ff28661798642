package dev.collab4j.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Rules of undo that the cases of Yjs leave open. */
class UndoManagerTest {
    private static final int DEPTH = 10_000;

    private final AtomicLong now = new AtomicLong(1_000);
    private final Doc doc = new Doc(DocOptions.builder().clientId(1).build());
    private final YText text = doc.getText("t");
    private final YMap map = doc.getMap("m");

    private UndoOptions.Builder options() {
        return UndoOptions.builder().clock(() -> Instant.ofEpochMilli(now.get()));
    }

    @Test
    void editsWithinTheTimeoutAreOneStep() {
        UndoManager undo = new UndoManager(options().build(), text);
        text.insert(0, "a");
        now.addAndGet(499);
        text.insert(1, "b");
        now.addAndGet(500);
        text.insert(2, "c");
        assertThat(undo.undoStack()).hasSize(2);
        undo.undo();
        assertThat(text).hasToString("ab");
        undo.undo();
        assertThat(text).hasToString("");
    }

    @Test
    void anUndoIsAStepOfItsOwnAndEndsTheOneBeforeIt() {
        UndoManager undo = new UndoManager(options().build(), text);
        text.insert(0, "a");
        undo.undo();
        text.insert(0, "b");
        assertThat(undo.canRedo()).isFalse();
        text.insert(1, "c");
        assertThat(undo.undoStack()).hasSize(1);
    }

    @Test
    void theTimeoutMustNotBeNegative() {
        assertThatThrownBy(() -> UndoOptions.builder().captureTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
    }

    @Test
    void originsAreComparedByEqualsAndByClass() {
        UndoManager undo =
                new UndoManager(options().trackedOrigins("me", Number.class).build(), text);
        text.insert(0, "n");
        doc.transact("you", tx -> text.insert(0, "y"));
        assertThat(undo.canUndo()).isFalse();
        doc.transact(new StringBuilder("me").toString(), tx -> text.insert(0, "m"));
        doc.transact(7L, tx -> text.insert(0, "l"));
        undo.undo();
        assertThat(text).hasToString("yn");
    }

    @Test
    void trackedOriginsComeAndGo() {
        UndoManager undo = new UndoManager(options().trackedOrigins().build(), text);
        text.insert(0, "a");
        assertThat(undo.canUndo()).isFalse();
        undo.addTrackedOrigin(null);
        text.insert(1, "b");
        undo.removeTrackedOrigin(null);
        text.insert(2, "c");
        undo.undo();
        assertThat(text).hasToString("ac");
    }

    @Test
    void nothingIsCapturedThatTheFilterRefuses() {
        UndoManager undo = new UndoManager(
                options()
                        .captureTransaction(Transaction::local)
                        .trackedOrigins("x", null)
                        .build(),
                text);
        Doc other = new Doc();
        other.getText("t").insert(0, "remote");
        doc.applyUpdate(other.encodeStateAsUpdate(), "x");
        assertThat(undo.canUndo()).isFalse();
        doc.transact("x", tx -> text.insert(0, "local "));
        undo.undo();
        assertThat(text).hasToString("remote");
    }

    @Test
    void eachUserUndoesTheirOwn() {
        UndoManager ann = new UndoManager(options().trackedOrigins("ann").build(), text);
        UndoManager bob = new UndoManager(options().trackedOrigins("bob").build(), text);
        doc.transact("ann", tx -> text.insert(0, "ann"));
        doc.transact("bob", tx -> text.insert(3, "bob"));
        doc.transact("ann", tx -> text.delete(1, 4));
        assertThat(text).hasToString("ab");
        bob.undo();
        assertThat(text).hasToString("a");
        ann.undo();
        assertThat(text).hasToString("bo");
        ann.redo();
        assertThat(text).hasToString("a");
        bob.redo();
        assertThat(text).hasToString("ab");
    }

    @Test
    void listenersHearOfAddedUpdatedPoppedAndClearedSteps() {
        UndoManager undo = new UndoManager(options().build(), text, map);
        List<String> heard = new ArrayList<>();
        undo.onStackItemAdded(event -> heard.add("added " + event.type() + " " + event.origin()));
        undo.onStackItemUpdated(event -> heard.add(
                "updated " + event.type() + " " + event.changedParentTypes().size()));
        Subscription popped = undo.onStackItemPopped(event -> {
            assertThat(event.undoManager()).isSameAs(undo);
            assertThat(undo.currentStackItem()).isSameAs(event.stackItem());
            heard.add("popped " + event.type() + " " + (event.origin() == undo));
        });
        undo.onStackCleared((undone, redone) -> heard.add("cleared " + undone + " " + redone));

        text.insert(0, "a");
        doc.transact(tx -> {
            map.set("k", 1);
            text.insert(0, "b");
        });
        StackItem step = undo.undoStack().get(0);
        assertThat(step.insertions().toMap()).isEqualTo(Map.of(1L, List.of(new DeleteSet.Range(0, 3))));
        assertThat(step.deletions().toMap()).isEmpty();
        assertThat(undo.undo()).isSameAs(step);
        text.insert(0, "c");
        popped.close();
        undo.undo();
        undo.clear();
        undo.clear();

        assertThat(heard)
                .containsExactly(
                        "added UNDO null",
                        "updated UNDO 2",
                        "added REDO " + undo,
                        "popped UNDO true",
                        "cleared false true",
                        "added UNDO null",
                        "added REDO " + undo,
                        "cleared true true");
    }

    @Test
    void aListenerThatThrowsKeepsNobodyFromAnything() {
        UndoManager undo = new UndoManager(options().build(), text);
        List<UndoEvent> heard = new ArrayList<>();
        undo.onStackItemPopped(event -> {
            throw new IllegalStateException("mine");
        });
        undo.onStackItemPopped(heard::add);
        text.insert(0, "a");
        assertThatThrownBy(undo::undo).isInstanceOf(IllegalStateException.class).hasMessage("mine");
        assertThat(heard).hasSize(1);
        assertThat(undo.currentStackItem()).isNull();
        assertThat(undo.isUndoing()).isFalse();
        assertThat(undo.canRedo()).isTrue();
        assertThat(text).hasToString("");
    }

    @Test
    void aTypeOfAnotherDocumentIsRefused() {
        YText foreign = new Doc().getText("t");
        assertThatThrownBy(() -> new UndoManager(text, foreign)).isInstanceOf(IllegalArgumentException.class);
        UndoManager undo = new UndoManager(options().build(), text);
        assertThatThrownBy(() -> undo.addToScope(map, foreign)).isInstanceOf(IllegalArgumentException.class);
        map.set("k", 1);
        assertThat(undo.canUndo()).isFalse();
    }

    @Test
    void theScopeCanGrowToTheWholeDocument() {
        UndoManager undo = new UndoManager(doc, options().build(), List.of());
        map.set("k", 1);
        undo.addDocToScope();
        map.set("l", 2);
        undo.undo();
        assertThat(map.toJson()).isEqualTo(Map.of("k", 1L));
    }

    @Test
    void afterCloseNothingIsCapturedButTheStackCanStillBeUndone() {
        UndoManager undo = new UndoManager(options().build(), text);
        text.insert(0, "a");
        undo.close();
        undo.close();
        text.insert(1, "b");
        undo.undo();
        assertThat(text).hasToString("b");
        assertThat(undo.canRedo()).isFalse();
    }

    @Test
    void whatIsKeptStaysInTheDocumentUntilTheStackIsClearedAndItIsDeletedAgain() {
        text.insert(0, "secret");
        UndoManager undo = new UndoManager(options().build(), text);
        text.delete(0, 6);
        assertThat(encoded()).contains("secret");
        undo.undo();
        undo.clear();
        text.delete(0, 6);
        assertThat(encoded()).contains("secret");
        undo.clear();
        assertThat(encoded()).contains("secret");
        undo.close();

        Doc copy = new Doc();
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(new String(copy.encodeStateAsUpdate().toV1(), ISO_8859_1)).doesNotContain("secret");
    }

    private String encoded() {
        return new String(doc.encodeStateAsUpdate().toV1(), ISO_8859_1);
    }

    @Test
    void aChildOfACollectedTypeStaysDeleted() {
        YArray root = doc.getArray("a");
        YArray parent = root.insertArray(0);
        parent.push("child", "other");
        UndoOptions.Builder alone = options().captureTimeout(Duration.ZERO);
        UndoManager undo = new UndoManager(alone.build(), root);
        UndoManager other = new UndoManager(alone.trackedOrigins("x").build(), root);
        parent.delete(0);
        root.delete(0);
        undo.undo();
        doc.transact("x", tx -> ((YArray) root.get(0)).delete(0));
        other.clear();
        doc.transact("untracked", tx -> root.delete(0));

        assertThat(undo.undo()).isNull();
        assertThat(root.toJson()).isEqualTo(List.of());
    }

    /** Bytes of Yjs. */
    @Test
    void theContentOfWhatCameBackIsKeptToo() {
        YArray array = doc.getArray("a");
        array.push("x");
        UndoManager undo = new UndoManager(options().build(), array);
        array.delete(0);
        undo.undo();
        doc.transact("somebody else", tx -> array.delete(0));
        assertThat(HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1()))
                .isEqualTo("010201000801016101770178480100017701780101010002");
    }

    @Test
    void keptTextSurvivesTheCompactionOfWhatIsCollected() {
        String kept = "kept ".repeat(100);
        text.insert(0, kept);
        UndoManager undo = new UndoManager(options().trackedOrigins("me").build(), text);
        doc.transact("me", tx -> text.delete(0, kept.length()));
        text.insert(0, "x".repeat(20_000));
        text.delete(0, 20_000);
        undo.undo();
        assertThat(text).hasToString(kept);
    }

    @Test
    void anUndoInAnOpenTransactionBelongsToIt() {
        UndoManager undo = new UndoManager(options().build(), text);
        text.insert(0, "a");
        undo.stopCapturing();
        List<UndoEvent> popped = new ArrayList<>();
        undo.onStackItemPopped(popped::add);
        doc.transact(tx -> {
            text.insert(1, "b");
            undo.undo();
        });
        assertThat(text).hasToString("b");
        assertThat(popped.get(0).changedParentTypes()).isEmpty();
        assertThat(undo.canRedo()).isFalse();
        undo.undo();
        assertThat(text).hasToString("a");
    }

    @Test
    void aFilterSeesWhatIsAboutToBeDeleted() {
        Map<String, List<Object>> seen = new HashMap<>();
        UndoOptions filtering = options()
                .deleteFilter(item -> {
                    assertThat(item.isDeleted()).isFalse();
                    assertThat(item.id().client()).isEqualTo(1);
                    seen.put(item.key() + " in " + item.parent().getClass().getSimpleName(), item.values());
                    return !"k".equals(item.key());
                })
                .build();
        UndoManager undo = new UndoManager(doc, filtering);
        text.insert(0, "ab");
        map.set("k", 1);
        YText nested = map.setText("n");
        undo.undo();
        assertThat(seen)
                .isEqualTo(
                        Map.of("null in YText", List.of("ab"), "k in YMap", List.of(1L), "n in YMap", List.of(nested)));
        assertThat(doc.toJson()).isEqualTo(Map.of("t", "", "m", Map.of("k", 1L)));
    }

    @Test
    void typesNestedDeeperThanAStackGoAndComeBack() {
        YArray root = doc.getArray("a");
        UndoManager undo = new UndoManager(options().build(), root);
        YArray innermost = doc.compute(tx -> {
            YArray array = root;
            for (int i = 0; i < DEPTH; i++) {
                array = array.insertArray(0);
            }
            array.push("deep");
            return array;
        });
        undo.stopCapturing();
        assertThat(innermost.length()).isEqualTo(1);
        root.delete(0);
        undo.undo();
        assertThat(depth(root)).isEqualTo(DEPTH);
        undo.redo();
        assertThat(root.length()).isZero();
        undo.undo();
        undo.undo();
        assertThat(root.length()).isZero();
        undo.redo();
        assertThat(depth(root)).isEqualTo(DEPTH);
    }

    private static int depth(YArray root) {
        int depth = 0;
        Object content = root;
        while (content instanceof YArray array) {
            content = array.get(0);
            depth++;
        }
        assertThat(content).isEqualTo("deep");
        return depth - 1;
    }
}
