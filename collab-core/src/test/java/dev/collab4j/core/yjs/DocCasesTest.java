package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.SubDocsEvent;
import dev.collab4j.core.UndoManager;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlFragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Yjs tests of documents; each case carries the name that it has there. */
class DocCasesTest {
    private final List<SubDocsEvent> events = new ArrayList<>();

    private static Doc doc(String guid, boolean shouldLoad) {
        return new Doc(DocOptions.builder().guid(guid).shouldLoad(shouldLoad).build());
    }

    private static List<String> guids(Set<Doc> docs) {
        return docs.stream().map(Doc::guid).toList();
    }

    /** The one event since the last call: the guids of those added, removed and loaded. */
    private List<List<String>> event() {
        assertThat(events).hasSize(1);
        SubDocsEvent event = events.remove(0);
        return List.of(guids(event.added()), guids(event.removed()), guids(event.loaded()));
    }

    @Test
    @DisplayName("doc: testAfterTransactionRecursion")
    void aListenerMayReadAllOfABigTransaction() {
        Doc doc = new Doc();
        YXmlFragment xml = doc.getXmlFragment("");
        List<Integer> sizes = new ArrayList<>();
        doc.onTransaction(tx -> {
            if ("test".equals(tx.origin())) {
                sizes.add(xml.toString().length());
            }
        });
        doc.transact("test", tx -> {
            for (int i = 0; i < 15_000; i++) {
                xml.pushText().insert(0, "a");
            }
        });
        assertThat(sizes).containsExactly(15_000);
    }

    @Test
    @DisplayName("doc: testOriginInTransaction")
    void eachOfTheTransactionsInAListenerHasItsOrigin() {
        Doc doc = new Doc();
        YText text = doc.getText("");
        List<Object> origins = new ArrayList<>();
        doc.onTransaction(tx -> {
            origins.add(tx.origin());
            if (origins.size() == 1) {
                text.toDelta(doc.snapshot(), null); // cuts runs of text in a transaction of its own
                doc.transact("nested", nested -> text.insert(0, "a"));
            }
        });
        doc.transact("first", tx -> text.insert(0, "0"));
        assertThat(origins).containsExactly("first", "cleanup", "nested");
    }

    @Test
    @DisplayName("doc: testClientIdDuplicateChange")
    void aClientIdThatAnotherReplicaUsesIsGivenUp() {
        Doc one = new Doc(DocOptions.builder().clientId(0).build());
        Doc other = new Doc(DocOptions.builder().clientId(0).build());
        one.getArray("a").insert(0, 1, 2);
        other.applyUpdate(one.encodeStateAsUpdate());
        assertThat(other.clientId()).isNotZero();
        assertThat(one.clientId()).isZero();
    }

    @Test
    @DisplayName("doc: testGetTypeEmptyId")
    void aRootMayHaveAnEmptyName() {
        Doc one = new Doc();
        one.getText("").insert(0, "h");
        one.getText("").insert(1, "i");
        Doc other = new Doc();
        other.applyUpdate(one.encodeStateAsUpdate());
        assertThat(other.getText("").toString()).isEqualTo("hi");
    }

    @Test
    @DisplayName("doc: testToJSON")
    void jsonOfTheWholeDocument() {
        Doc doc = new Doc();
        assertThat(doc.toJson()).isEmpty();
        doc.getArray("array").push("test1");
        YMap map = doc.getMap("map");
        map.set("k1", "v1");
        map.setMap("k2").set("m2k1", "m2v1");
        assertThat(doc.toJson())
                .isEqualTo(Map.of("array", List.of("test1"), "map", Map.of("k1", "v1", "k2", Map.of("m2k1", "m2v1"))));
    }

    @Test
    @DisplayName("doc: testSubdoc")
    void documentsComeAreLoadedAndGo() {
        Doc doc = new Doc();
        doc.load();
        doc.onSubDocs(events::add);
        YMap map = doc.getMap("mysubdocs");
        Doc first = doc("a", true);
        first.load();
        map.set("a", first);
        assertThat(event()).containsExactly(List.of("a"), List.of(), List.of("a"));
        map.get("a", Doc.class).load();
        assertThat(events).isEmpty();
        map.get("a", Doc.class).destroy();
        assertThat(event()).containsExactly(List.of("a"), List.of("a"), List.of());
        map.get("a", Doc.class).load();
        assertThat(event()).containsExactly(List.of(), List.of(), List.of("a"));
        map.set("b", doc("a", false));
        assertThat(event()).containsExactly(List.of("a"), List.of(), List.of());
        map.get("b", Doc.class).load();
        assertThat(event()).containsExactly(List.of(), List.of(), List.of("a"));
        Doc third = doc("c", true);
        third.load();
        map.set("c", third);
        assertThat(event()).containsExactly(List.of("c"), List.of(), List.of("c"));
        assertThat(guids(doc.subDocs())).containsExactly("a", "a", "c");
        afterASync(doc);
    }

    private void afterASync(Doc doc) {
        Doc copy = new Doc();
        assertThat(copy.subDocs()).isEmpty();
        copy.onSubDocs(events::add);
        copy.applyUpdate(doc.encodeStateAsUpdate());
        assertThat(event()).containsExactly(List.of("a", "a", "c"), List.of(), List.of());
        YMap map = copy.getMap("mysubdocs");
        map.get("a", Doc.class).load();
        assertThat(event()).containsExactly(List.of(), List.of(), List.of("a"));
        map.delete("a");
        assertThat(events).hasSize(2); // the second one tells that it is destroyed
        events.remove(0);
        assertThat(event()).containsExactly(List.of(), List.of("a"), List.of());
        assertThat(guids(copy.subDocs())).containsExactly("a", "c");
    }

    @Test
    @DisplayName("doc: testSubdocLoadEdgeCases")
    void aDocumentIsLoadedWhereItWasMadeOrAskedFor() {
        loadEdgeCases(new Doc(), false);
    }

    @Test
    @DisplayName("doc: testSubdocLoadEdgeCasesAutoload")
    void aDocumentThatLoadsItselfIsLoadedByAll() {
        loadEdgeCases(new Doc(DocOptions.builder().autoLoad(true).build()), true);
    }

    private void loadEdgeCases(Doc first, boolean autoLoad) {
        Doc doc = new Doc();
        YArray array = doc.getArray("");
        doc.onSubDocs(events::add);
        array.insert(0, first);
        assertThat(first.shouldLoad()).isTrue();
        assertThat(first.autoLoad()).isEqualTo(autoLoad);
        assertThat(events.remove(0)).satisfies(event -> {
            assertThat(event.loaded()).containsExactly(first);
            assertThat(event.added()).containsExactly(first);
        });
        first.destroy();
        Doc second = (Doc) array.get(0);
        assertThat(second).isNotSameAs(first);
        assertThat(events.remove(0)).satisfies(event -> {
            assertThat(event.added()).containsExactly(second);
            assertThat(event.loaded()).isEmpty();
        });
        second.load();
        assertThat(events.remove(0)).satisfies(event -> {
            assertThat(event.added()).isEmpty();
            assertThat(event.loaded()).containsExactly(second);
        });
        remoteLoadEdgeCases(doc, autoLoad);
    }

    private void remoteLoadEdgeCases(Doc doc, boolean autoLoad) {
        Doc copy = new Doc();
        copy.onSubDocs(events::add);
        copy.applyUpdate(doc.encodeStateAsUpdate());
        Doc third = (Doc) copy.getArray("").get(0);
        assertThat(third.shouldLoad()).isEqualTo(autoLoad);
        assertThat(third.autoLoad()).isEqualTo(autoLoad);
        SubDocsEvent came = events.remove(0);
        assertThat(came.added()).containsExactly(third);
        assertThat(came.loaded()).isEqualTo(autoLoad ? Set.of(third) : Set.of());
        third.load();
        assertThat(third.shouldLoad()).isTrue();
        if (!autoLoad) {
            assertThat(events.remove(0).loaded()).containsExactly(third);
        }
        assertThat(events).isEmpty();
    }

    /** In Yjs the list is an XML fragment, which takes anything there; here documents stand in arrays and maps. */
    @Test
    @DisplayName("doc: testSubdocsUndo")
    void theInsertionOfADocumentCanBeUndoneAndRedone() {
        Doc doc = new Doc();
        YArray array = doc.getArray("");
        UndoManager undo = new UndoManager(array);
        Doc inner = doc("g", true);
        array.insert(0, inner);
        undo.undo();
        assertThat(array.length()).isZero();
        undo.redo();
        assertThat(array.length()).isEqualTo(1);
        assertThat(array.get(0))
                .isNotSameAs(inner)
                .isInstanceOfSatisfying(
                        Doc.class, redone -> assertThat(redone.guid()).isEqualTo("g"));
        assertThat(doc.subDocs()).hasSize(1);
    }

    @Test
    @DisplayName("doc: testLoadDocsEvent")
    void whoWaitsForTheContentIsTold() {
        Doc doc = new Doc();
        List<Doc> loaded = new ArrayList<>();
        doc.whenLoaded().thenAccept(loaded::add);
        doc.whenLoaded().complete(new Doc());
        assertThat(doc.isLoaded()).isFalse();
        doc.transact(tx -> {
            doc.markLoaded();
            assertThat(doc.isLoaded()).isTrue();
            assertThat(loaded).isEmpty();
        });
        assertThat(loaded).containsExactly(doc);
        assertThat(doc.whenLoaded()).isCompletedWithValue(doc);
        assertThat(doc.isSynced()).isFalse();
        assertThat(doc.whenSynced()).isNotDone();
    }

    @Test
    @DisplayName("doc: testSyncDocsEvent")
    void aDocumentInSyncIsLoadedAndCanFallBehind() {
        Doc doc = new Doc();
        List<Boolean> said = new ArrayList<>();
        doc.onSync((synced, from) -> said.add(synced && from == doc));
        assertThat(doc.isLoaded() || doc.isSynced()).isFalse();
        doc.markSynced(true);
        assertThat(said).containsExactly(true);
        assertThat(doc.isLoaded() && doc.isSynced()).isTrue();
        assertThat(doc.whenLoaded()).isCompletedWithValue(doc);
        CompletableFuture<Doc> once = doc.whenSynced();
        doc.markSynced(false);
        assertThat(said).containsExactly(true, false);
        assertThat(doc.isLoaded()).isTrue();
        assertThat(doc.isSynced()).isFalse();
        assertThat(once).isCompletedWithValue(doc);
        assertThat(doc.whenSynced()).isNotDone();
        doc.destroy();
        doc.markSynced(true);
        assertThat(said).hasSize(2);
    }
}
