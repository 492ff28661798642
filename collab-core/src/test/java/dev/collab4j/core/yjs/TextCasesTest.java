package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.StoreLayout;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateStruct;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Yjs tests of texts; each case carries the name that it has there. */
class TextCasesTest {
    private static final Map<String, Boolean> BOLD = Map.of("bold", true);
    private static final Map<String, Object> NOT_BOLD = Collections.singletonMap("bold", null);

    private static Delta.Builder delta() {
        return Delta.builder();
    }

    /** The deltas of all events of {@code text}, from now on, those that say nothing too. */
    private static List<Delta> deltasOf(YText text) {
        List<Delta> deltas = new ArrayList<>();
        text.observe(event -> deltas.add(event.delta()));
        return deltas;
    }

    private static Delta last(List<Delta> deltas) {
        return deltas.get(deltas.size() - 1);
    }

    @Test
    @DisplayName("text: testDeltaBug")
    void aCellOfATableBecomesAListAndItsNeighboursStay() {
        Map<String, Object> last = cell(3, 3);
        YText text = new Doc().getText("");
        text.applyDelta(table(last));
        text.applyDelta(delta().retain(12).insert("-").build());
        text.applyDelta(delta().retain(13).insert(" ").build());
        Map<String, Object> list =
                Map.of("rowspan", "1", "colspan", "1", "row", "r3", "cell", "c3-3", "list", "bullet");
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("table-cell-line", null);
        change.put("list", list);
        text.applyDelta(delta().retain(12).delete(2).retain(1, change).build());
        last.remove("table-cell-line");
        last.put("list", list);
        assertThat(text.toDelta()).isEqualTo(table(last));
    }

    /** The ends of the lines of three columns and three rows, between other lines. */
    private static Delta table(Map<String, Object> lastCell) {
        Delta.Builder table = delta().insert("\n", Map.of("block-id", "before"))
                .insert("\n\n\n", Map.of("table-col", Map.of("width", "150")));
        for (int cell = 0; cell < 8; cell++) {
            table.insert("\n", cell(1 + cell / 3, 1 + cell % 3));
        }
        return table.insert("\n", lastCell)
                .insert("\n", Map.of("block-id", "after"))
                .insert("Content after table")
                .insert("\n", Map.of("block-id", "end"))
                .build();
    }

    private static Map<String, Object> cell(int row, int column) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("rowspan", "1");
        place.put("colspan", "1");
        place.put("row", "r" + row);
        place.put("cell", "c" + row + "-" + column);
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("block-id", "b" + row + "-" + column);
        cell.put("table-cell-line", place);
        cell.putAll(place);
        return cell;
    }

    @Test
    @DisplayName("text: testDeltaBug2")
    void attributesAreTakenBackBehindADeletion() {
        YText text = new Doc().getText("id");
        text.applyDelta(delta().insert("\n", Map.of("block-id", "a"))
                .insert(" ")
                .insert(Map.of("slash_command", Map.of("replace", "/")))
                .insert("\n", Map.of("block-id", "b"))
                .insert("\n", column("c", "0.25"))
                .insert("\n", column("d", "0.5"))
                .insert("\n", column("e", "0.25"))
                .insert("\n", Map.of("block-id", "f"))
                .build());
        Map<String, Object> change = column("g", null);
        change.put("layout", null);
        text.applyDelta(delta().retain(2).delete(4).retain(1, change).build());
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("\n", Map.of("block-id", "a"))
                        .insert(" ")
                        .insert("\n", Map.of("block-id", "g"))
                        .insert("\n", Map.of("block-id", "f"))
                        .build());
    }

    private static Map<String, Object> column(String block, String width) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("layout", "layout-" + block);
        attributes.put("layout-width", width);
        attributes.put("block-id", block);
        return attributes;
    }

    @Test
    @DisplayName("text: testDeltaAfterConcurrentFormatting")
    void theDeltaOfAnOverlappingFormat() {
        Peers peers = new Peers(2);
        peers.get(0).text.insert(0, "abcde");
        peers.flush();
        peers.get(0).text.format(0, 3, BOLD);
        peers.get(1).text.format(2, 2, BOLD);
        List<Delta> deltas = deltasOf(peers.get(1).text);
        peers.flush();
        assertThat(deltas.stream().filter(delta -> !delta.isEmpty()))
                .containsExactly(delta().retain(3, BOLD).retain(2, NOT_BOLD).build());
    }

    @Test
    @DisplayName("text: testBasicInsertAndDelete")
    void insertAndDelete() {
        Peers peers = new Peers(2);
        YText text = peers.get(0).text;
        List<Delta> deltas = deltasOf(text);
        text.delete(0, 0);
        text.insert(0, "abc");
        assertThat(text.toString()).isEqualTo("abc");
        assertThat(last(deltas)).isEqualTo(delta().insert("abc").build());
        text.delete(0, 1);
        assertThat(text.toString()).isEqualTo("bc");
        assertThat(last(deltas)).isEqualTo(delta().delete(1).build());
        text.delete(1, 1);
        assertThat(text.toString()).isEqualTo("b");
        assertThat(last(deltas)).isEqualTo(delta().retain(1).delete(1).build());
        peers.get(0).doc.transact(tx -> {
            text.insert(0, "1");
            text.delete(0, 1);
        });
        assertThat(last(deltas).isEmpty()).isTrue();
        peers.converge();
    }

    @Test
    @DisplayName("text: testBasicFormat")
    void insertDeleteAndFormatWithAttributes() {
        Peers peers = new Peers(2);
        YText text = peers.get(0).text;
        List<Delta> deltas = deltasOf(text);
        text.insert(0, "abc", BOLD);
        assertThat(text.toDelta()).isEqualTo(delta().insert("abc", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().insert("abc", BOLD).build());
        text.delete(0, 1);
        assertThat(text.toDelta()).isEqualTo(delta().insert("bc", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().delete(1).build());
        text.delete(1, 1);
        assertThat(text.toDelta()).isEqualTo(delta().insert("b", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().retain(1).delete(1).build());
        text.insert(0, "z", BOLD);
        assertThat(text.toDelta()).isEqualTo(delta().insert("zb", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().insert("z", BOLD).build());
        assertThat(formats(peers.get(0).doc)).isEqualTo(2);
        text.insert(0, "y");
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("y").insert("zb", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().insert("y").build());
        text.format(0, 2, NOT_BOLD);
        assertThat(text).hasToString("yzb");
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("yz").insert("b", BOLD).build());
        assertThat(last(deltas)).isEqualTo(delta().retain(1).retain(1, NOT_BOLD).build());
        peers.converge();
    }

    private static long formats(Doc doc) {
        return doc.encodeStateAsUpdate().structs().stream()
                .filter(struct -> struct.kind() == UpdateStruct.Kind.FORMAT)
                .count();
    }

    @Test
    @DisplayName("text: testFalsyFormats")
    void falseIsAValueOfAnAttribute() {
        Peers peers = new Peers(2);
        YText text = peers.get(0).text;
        Map<String, Boolean> no = Map.of("falsy", false);
        Map<String, Boolean> yes = Map.of("falsy", true);
        List<Delta> deltas = deltasOf(text);
        text.insert(0, "abcde", no);
        assertThat(text.toDelta()).isEqualTo(delta().insert("abcde", no).build());
        text.format(1, 3, yes);
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("a", no)
                        .insert("bcd", yes)
                        .insert("e", no)
                        .build());
        assertThat(last(deltas)).isEqualTo(delta().retain(1).retain(3, yes).build());
        text.format(2, 1, no);
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("a", no)
                        .insert("b", yes)
                        .insert("c", no)
                        .insert("d", yes)
                        .insert("e", no)
                        .build());
        assertThat(last(deltas)).isEqualTo(delta().retain(2).retain(1, no).build());
        peers.converge();
    }

    @Test
    @DisplayName("text: testMultilineFormat")
    void linesFormattedWithoutTheirEnds() {
        YText text = new Doc().getText("test");
        text.insert(0, "Test\nMulti-line\nFormatting");
        text.applyDelta(delta().retain(4, BOLD)
                .retain(1)
                .retain(10, BOLD)
                .retain(1)
                .retain(10, BOLD)
                .build());
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("Test", BOLD)
                        .insert("\n")
                        .insert("Multi-line", BOLD)
                        .insert("\n")
                        .insert("Formatting", BOLD)
                        .build());
    }

    @Test
    @DisplayName("text: testNotMergeEmptyLinesFormat")
    void formattedEndsOfLinesStayApart() {
        YText text = new Doc().getText("test");
        Map<String, Boolean> title = Map.of("title", true);
        Delta lines = delta().insert("Text")
                .insert("\n", title)
                .insert("\nText")
                .insert("\n", title)
                .build();
        text.applyDelta(lines);
        assertThat(text.toDelta()).isEqualTo(lines);
    }

    @Test
    @DisplayName("text: testPreserveAttributesThroughDelete")
    void aFormatSurvivesTheDeletionBeforeIt() {
        YText text = new Doc().getText("test");
        Map<String, Boolean> title = Map.of("title", true);
        text.applyDelta(delta().insert("Text").insert("\n", title).insert("\n").build());
        text.applyDelta(delta().retain(4).delete(1).retain(1, title).build());
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("Text").insert("\n", title).build());
    }

    @Test
    @DisplayName("text: testGetDeltaWithEmbeds")
    void anEmbeddedObjectInADelta() {
        YText text = new Doc().getText("text");
        Delta embed = delta().insert(Map.of("linebreak", "s")).build();
        text.applyDelta(embed);
        assertThat(text.toDelta()).isEqualTo(embed);
    }

    @Test
    @DisplayName("text: testTypesAsEmbed")
    void anEmbeddedTypeReachesOthers() {
        Peers peers = new Peers(2);
        YMap map = new Doc().getMap("");
        map.set("key", "val");
        List<Delta> deltas = deltasOf(peers.get(1).text);
        peers.get(0).text.applyDelta(delta().insert(map).build());
        List<Delta.Op> expected = List.of(new Delta.Insert(Map.of("key", "val"), Map.of()));
        assertThat(Deltas.plain(peers.get(0).text.toDelta())).isEqualTo(expected);
        peers.flush();
        assertThat(Deltas.plain(last(deltas))).isEqualTo(expected);
        assertThat(Deltas.plain(peers.get(1).text.toDelta())).isEqualTo(expected);
    }

    @Test
    @DisplayName("text: testSnapshot")
    void theTextAtASnapshotAndWhatChangedSince() {
        Doc doc = new Doc(DocOptions.builder().gc(false).build());
        YText text = doc.getText("text");
        text.applyDelta(delta().insert("abcd").build());
        Snapshot first = doc.snapshot();
        text.applyDelta(delta().retain(1).insert("x").delete(1).build());
        Snapshot second = doc.snapshot();
        text.applyDelta(delta().retain(2).delete(3).insert("x").delete(1).build());
        assertThat(text.toDelta(first, null)).isEqualTo(delta().insert("abcd").build());
        assertThat(text.toDelta(second, null)).isEqualTo(delta().insert("axcd").build());
        assertThat(text.toDelta(second, first))
                .isEqualTo(delta().insert("a")
                        .insert("x", Map.of("ychange", Map.of("type", "added")))
                        .insert("b", Map.of("ychange", Map.of("type", "removed")))
                        .insert("cd")
                        .build());
    }

    @Test
    @DisplayName("text: testSnapshotDeleteAfter")
    void whatCameAfterASnapshotIsNotInIt() {
        Doc doc = new Doc(DocOptions.builder().gc(false).build());
        YText text = doc.getText("text");
        text.applyDelta(delta().insert("abcd").build());
        Snapshot snapshot = doc.snapshot();
        text.applyDelta(delta().retain(4).insert("e").build());
        assertThat(text.toDelta(snapshot, null))
                .isEqualTo(delta().insert("abcd").build());
    }

    @Test
    @DisplayName("text: testToJson")
    void theJsonIsThePlainText() {
        YText text = new Doc().getText("text");
        text.insert(0, "abc", BOLD);
        assertThat(text.toJson()).isEqualTo("abc");
    }

    @Test
    @DisplayName("text: testToDeltaEmbedAttributes")
    void anEmbeddedObjectHasItsOwnAttributes() {
        YText text = new Doc().getText("text");
        text.insert(0, "ab", BOLD);
        text.insertEmbed(1, Map.of("image", "imageSrc.png"), Map.of("width", 100));
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("a", BOLD)
                        .insert(Map.of("image", "imageSrc.png"), Map.of("width", 100L))
                        .insert("b", BOLD)
                        .build());
    }

    @Test
    @DisplayName("text: testToDeltaEmbedNoAttributes")
    void anEmbeddedObjectDoesNotInheritAttributes() {
        YText text = new Doc().getText("text");
        text.insert(0, "ab", BOLD);
        text.insertEmbed(1, Map.of("image", "imageSrc.png"));
        assertThat(text.toDelta())
                .isEqualTo(delta().insert("a", BOLD)
                        .insert(Map.of("image", "imageSrc.png"))
                        .insert("b", BOLD)
                        .build());
    }

    @Test
    @DisplayName("text: testFormattingRemoved")
    void theFormatsOfDeletedTextAreDeleted() {
        Doc doc = new Doc();
        YText text = doc.getText("text");
        text.insert(0, "ab", BOLD);
        text.delete(0, 2);
        assertThat(StoreLayout.of(doc)).singleElement().asString().contains("+4 deleted");
        assertThat(text.length()).isZero();
    }

    @Test
    @DisplayName("text: testFormattingRemovedInMidText")
    void theFormatsOfTextDeletedInTheMiddleAreDeleted() {
        Doc doc = new Doc();
        YText text = doc.getText("text");
        text.insert(0, "1234");
        text.insert(2, "ab", BOLD);
        text.delete(2, 2);
        assertThat(StoreLayout.of(doc)).hasSize(3).last().asString().contains("+4 deleted");
        assertThat(text.toDelta()).isEqualTo(delta().insert("1234").build());
    }

    @Test
    @DisplayName("text: testFormattingDeltaUnnecessaryAttributeChange")
    void bothSidesReportTheOneAttributeThatChanged() {
        Peers peers = new Peers(2);
        Map<String, String> styles = new LinkedHashMap<>();
        styles.put("PARAGRAPH_STYLES", "normal");
        styles.put("LIST_STYLES", "bullet");
        peers.get(0).text.insert(0, "\n", styles);
        peers.get(0).text.insert(1, "abc", Map.of("PARAGRAPH_STYLES", "normal"));
        peers.flush();
        List<Delta> here = deltasOf(peers.get(0).text);
        List<Delta> there = deltasOf(peers.get(1).text);
        peers.get(1).text.format(0, 1, Map.of("LIST_STYLES", "number"));
        peers.flush();
        Delta expected = delta().retain(1, Map.of("LIST_STYLES", "number")).build();
        assertThat(here.stream().filter(delta -> !delta.isEmpty())).containsExactly(expected);
        assertThat(there.stream().filter(delta -> !delta.isEmpty())).containsExactly(expected);
    }

    @Test
    @DisplayName("text: testInsertAndDeleteAtRandomPositions")
    void manyEditsAtRandomPlaces() {
        int edits = 100_000;
        Random random = new Random(5);
        YText text = new Peers(1).get(0).text;
        StringBuilder expected = new StringBuilder(Values.word(random, edits / 2, edits / 2));
        text.insert(0, expected.toString());
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(expected.length() + 1);
            if (random.nextBoolean()) {
                String word = Values.word(random, 0, 5);
                text.insert(at, word);
                expected.insert(at, word);
            } else {
                int length = random.nextInt(Math.min(3, expected.length() - at) + 1);
                text.delete(at, length);
                expected.delete(at, at + length);
            }
        }
        assertThat(text.toString()).isEqualTo(expected.toString());
    }

    @Test
    @DisplayName("text: testAppendChars")
    void charactersAppendedOneByOne() {
        YText text = new Peers(1).get(0).text;
        for (int i = 0; i < 10_000; i++) {
            text.insert(text.length(), "a");
        }
        assertThat(text.length()).isEqualTo(10_000);
    }

    @Test
    @DisplayName("text: testLargeFragmentedDocument")
    void aDocumentOfManyRunsComesThroughVersion2() {
        Doc doc = fragmented(new Doc());
        Doc other = new Doc();
        other.applyUpdate(Update.fromV2(doc.encodeStateAsUpdateV2().toV2()));
        assertThat(other.getText("txt").length()).isEqualTo(100_000);
    }

    @Test
    @DisplayName("text: testIncrementalUpdatesPerformanceOnLargeFragmentedDocument")
    void theUpdateOfManyRunsMergedAndApplied() {
        Doc doc = new Doc();
        List<Update> updates = new ArrayList<>();
        doc.onUpdate(event -> updates.add(event.update()));
        fragmented(doc);
        Doc merged = new Doc();
        merged.applyUpdate(Update.merge(updates));
        assertThat(merged.getText("txt").length()).isEqualTo(100_000);
        assertThat(updates).hasSize(1);
    }

    private static Doc fragmented(Doc doc) {
        YText text = doc.getText("txt");
        doc.transact(tx -> {
            for (int i = 0; i < 100_000; i++) {
                text.insert(0, "0");
            }
        });
        return doc;
    }

    @Test
    @DisplayName("text: testSplitSurrogateCharacter")
    void aCutPairOfSurrogatesCanBeSent() {
        String monster = "👾";
        assertCanBeSent(monster, text -> text.insert(1, "hi!"));
        assertCanBeSent(monster + monster, text -> text.delete(1, 2));
        assertCanBeSent(monster + monster, text -> text.format(1, 2, BOLD));
    }

    private interface Cut {
        void apply(YText text);
    }

    private static void assertCanBeSent(String content, Cut cut) {
        Peers peers = new Peers(2);
        peers.get(1).disconnect();
        peers.get(0).text.insert(0, content);
        cut.apply(peers.get(0).text);
        peers.converge();
        assertThat(peers.get(1).text.toString()).contains("\uFFFD");
    }

    @Test
    @DisplayName("text: testSearchMarkerBug1")
    void updatesThatComeBackChangeNothing() {
        Peers peers = new Peers(2);
        YText here = peers.get(0).text;
        YText there = peers.get(1).text;
        peers.get(0).doc.onUpdate(event -> peers.all.forEach(peer -> peer.doc.applyUpdate(event.update())));
        for (int round = 0; round < 2; round++) {
            here.insert(0, "a_a");
            peers.flush();
            here.insert(2, "s");
            peers.flush();
            there.insert(3, "d");
            peers.flush();
            if (round == 0) {
                here.delete(0, 5);
                peers.flush();
            }
        }
        assertThat(here.toString()).isEqualTo("a_sda");
        assertThat(there.toString()).isEqualTo("a_sda");
        peers.converge();
    }

    @Test
    @DisplayName("text: testFormattingBug")
    void aFormatInsideAFormatArrives() {
        Doc one = new Doc();
        YText text = one.getText("");
        Map<String, String> outer = Map.of("url", "https://outer.example");
        Map<String, String> inner = Map.of("url", "https://inner.example");
        text.insert(0, "\n\n\n");
        text.format(0, 3, outer);
        text.format(1, 1, inner);
        Doc other = new Doc();
        other.getText("").format(1, 1, inner);
        other.applyUpdate(one.encodeStateAsUpdate());
        Delta expected = delta().insert("\n", outer)
                .insert("\n", inner)
                .insert("\n", outer)
                .build();
        assertThat(text.toDelta()).isEqualTo(expected);
        assertThat(other.getText("").toDelta()).isEqualTo(expected);
    }

    @Test
    @DisplayName("text: testDeleteFormatting")
    void aFormatTakenBackInPart() {
        Doc one = new Doc();
        YText text = one.getText("");
        Doc other = new Doc();
        other.getText("");
        text.insert(0, "Attack ships on fire off the shoulder of Orion.");
        other.applyUpdate(one.encodeStateAsUpdate());
        text.format(13, 7, BOLD);
        other.applyUpdate(one.encodeStateAsUpdate());
        text.format(16, 4, NOT_BOLD);
        other.applyUpdate(one.encodeStateAsUpdate());
        Delta expected = delta().insert("Attack ships ")
                .insert("on ", BOLD)
                .insert("fire off the shoulder of Orion.")
                .build();
        assertThat(text.toDelta()).isEqualTo(expected);
        assertThat(other.getText("").toDelta()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "text: testRepeatGenerateTextChanges{0}")
    @ValueSource(ints = {5, 30, 40, 50, 70, 90, 300})
    void randomPlainEditsConverge(int edits) {
        Peers peers = new Peers(5, edits);
        peers.edit(edits, List.of(TextCasesTest::insertPlain, TextCasesTest::deletePlain));
        assertThat(peers.get(0).text.cleanUpFormats()).isZero();
    }

    private static void insertPlain(Peers.Peer peer, Random random) {
        int at = random.nextInt(peer.text.length() + 1);
        String word = random.nextInt(100) + Values.word(random, 1, 9);
        String before = peer.text.toString();
        peer.text.insert(at, word);
        assertThat(peer.text.toString()).isEqualTo(before.substring(0, at) + word + before.substring(at));
    }

    private static void deletePlain(Peers.Peer peer, Random random) {
        String before = peer.text.toString();
        int at = random.nextInt(before.length() + 1);
        int length = Math.min(random.nextInt(before.length() - at + 1), 2);
        peer.text.delete(at, length);
        assertThat(peer.text.toString()).isEqualTo(before.substring(0, at) + before.substring(at + length));
    }

    @ParameterizedTest(name = "text: testRepeatGenerateQuillChanges{0}")
    @ValueSource(ints = {1, 2, 3, 30, 40, 70, 100, 300})
    void randomRichEditsConverge(int edits) {
        richEdits(edits, edits);
    }

    @Test
    @DisplayName("text: testRepeatGenerateQuillChanges2Repeat")
    void twoRichEditsConvergeManyTimes() {
        for (int seed = 0; seed < 1_000; seed++) {
            richEdits(2, seed);
        }
    }

    private static void richEdits(int edits, long seed) {
        Peers peers = new Peers(5, seed);
        peers.edit(
                edits,
                List.of(
                        TextCasesTest::insertRich,
                        TextCasesTest::embed,
                        (peer, random) -> peer.text.delete(place(peer, random), random.nextInt(3)),
                        (peer, random) -> peer.text.format(place(peer, random), random.nextInt(3), mark(random)),
                        TextCasesTest::insertCodeBlock,
                        TextCasesTest::applyDelta));
        if (edits <= 2) {
            assertThat(peers.get(0).text.cleanUpFormats())
                    .as("formats that say nothing")
                    .isZero();
        }
    }

    private static int place(Peers.Peer peer, Random random) {
        return random.nextInt(peer.text.length() + 1);
    }

    private static Map<String, Object> mark(Random random) {
        Map<String, Object> mark = new LinkedHashMap<>();
        int choice = random.nextInt(3);
        mark.put(choice == 0 ? "bold" : "italic", true);
        if (choice == 2) {
            mark.put("color", "#888");
        }
        return mark;
    }

    private static void insertRich(Peers.Peer peer, Random random) {
        String word = Values.word(random, 1, 9);
        if (random.nextInt(4) == 0) {
            peer.text.insert(place(peer, random), word);
        } else {
            peer.text.insert(place(peer, random), word, mark(random));
        }
    }

    private static void embed(Peers.Peer peer, Random random) {
        if (random.nextBoolean()) {
            peer.text.insertEmbed(place(peer, random), Map.of("image", "https://example.org/image.png"));
        } else {
            YMap map = peer.text.insertMap(place(peer, random));
            map.set(Values.word(random, 1, 9), Values.word(random, 1, 9));
        }
    }

    private static void insertCodeBlock(Peers.Peer peer, Random random) {
        peer.text.applyDelta(upTo(place(peer, random))
                .insert(Values.word(random, 1, 9))
                .insert("\n", Map.of("code-block", true))
                .build());
    }

    private static Delta.Builder upTo(int at) {
        return at == 0 ? delta() : delta().retain(at);
    }

    private static void applyDelta(Peers.Peer peer, Random random) {
        int length = peer.text.length();
        int at = random.nextInt(Math.max(1, length));
        Delta.Builder delta = upTo(at);
        for (int i = 0; i < 7 && at < length; i++) {
            int step = 1 + random.nextInt(length - at);
            switch (random.nextInt(3)) {
                case 0 -> {
                    step = Math.min(step, 5);
                    delta.retain(step, mark(random));
                    at += step;
                }
                case 1 -> delta.insert(Values.word(random, 1, 3), maybeMark(random));
                default -> {
                    step = Math.min(step, 10);
                    delta.delete(step);
                    at += step;
                }
            }
        }
        peer.text.applyDelta(delta.build());
    }

    private static Map<String, Object> maybeMark(Random random) {
        return random.nextInt(4) == 0 ? Map.of() : mark(random);
    }
}
