package dev.collab4j.it.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Update;
import dev.collab4j.it.lockstep.Contents;
import dev.collab4j.it.lockstep.History;
import dev.collab4j.it.lockstep.HistoryGenerator;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Merging, cutting and converting give the bytes of the real Yjs, whatever the updates have in common, and never another
 * document.
 *
 * <p>Properties: {@code collab.merge.histories} (how many of each kind to cut), {@code collab.merge.seed} (the first one).
 */
class MergeIT {
    private static final int HISTORIES = Integer.getInteger("collab.merge.histories", 8);
    private static final long SEED = Long.getLong("collab.merge.seed", 50_000);
    private static final int ARRANGEMENTS = 8;
    private static final int SMALL_PIECE = 1_024;
    private static final List<Integer> FEW = List.of(2, 2, 3, 4, 7, 12, 31, 63, 64, 100);
    private static final List<Integer> MANY = List.of(65, 130, 300, 700);

    private static Oracle oracle;

    @BeforeAll
    static void startOracle() {
        oracle = Oracle.start();
    }

    @AfterAll
    static void endOracle() {
        oracle.close();
    }

    @Test
    void updatesOfAllKindsGiveWhatYjsMakesOfThem() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            compare(pieces(HistoryGenerator.generate(seed)), FEW, seed);
        }
    }

    @Test
    void disputedIdsGoToTheUpdateThatTheSortingOfV8PutsFirst() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            compare(Typists.type(new Random(seed), 400), MANY, seed);
        }
    }

    @Test
    void updatesOfNoHistoryGiveWhatYjsMakesOfThem() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20 * HISTORIES; i++) {
            List<Update> inputs = MadeUp.some(random, 2 + random.nextInt(i % 10 == 0 ? 120 : 8));
            compare(new Pieces(random, inputs, inputs), List.of(inputs.size()), SEED);
        }
    }

    @Test
    void eightThousandUpdatesGiveWhatYjsMakesOfThem() {
        compare(Typists.type(new Random(SEED), 2000), List.of(8000), SEED);
    }

    private static void compare(Pieces pieces, List<Integer> counts, long seed) {
        for (int count : counts) {
            List<Update> inputs = pieces.some(count);
            compare(new Operations(1, inputs, pieces.partOf(Update.merge(inputs))), seed);
            compare(new Operations(2, inputs, pieces.partOf(inputs.get(0))), seed);
        }
    }

    private static void compare(Operations operations, long seed) {
        operations.announceTo(oracle);
        assertThat(operations.run())
                .as("%d inputs of seed %d in version %d", operations.inputs().size(), seed, operations.version())
                .isEqualTo(oracle.receive());
    }

    @Test
    void anyArrangementOfUpdatesGivesTheSameDocument() {
        for (long seed = SEED; seed < SEED + 2 * HISTORIES; seed++) {
            History history = HistoryGenerator.generate(seed);
            if (history.converges()) {
                rearrange(history);
            }
        }
    }

    private static void rearrange(History history) {
        Pieces pieces = pieces(history);
        List<String> expected = contents(pieces.updates());
        for (int i = 0; i < ARRANGEMENTS; i++) {
            assertThat(contents(pieces.rearranged()))
                    .as("seed %d", history.seed())
                    .isEqualTo(expected);
        }
    }

    /** Also where a piece comes before one that it needs. */
    @Test
    void thePiecesOfAnUpdateGiveItsDocumentHereAndInYjs() {
        for (long seed = SEED; seed < SEED + 2 * HISTORIES; seed++) {
            Update whole = Update.merge(pieces(HistoryGenerator.generate(seed)).updates());
            List<Update> parts = new ArrayList<>(whole.split(SMALL_PIECE));
            compareApplied(whole, parts, seed);
            Collections.shuffle(parts, new Random(seed));
            compareApplied(whole, parts, seed);
        }
    }

    private static void compareApplied(Update whole, List<Update> parts, long seed) {
        oracle.send(Fields.of(
                "do", "applied", "inputs", parts.stream().map(MergeIT::hex).toList()));
        Doc doc = new Doc();
        parts.forEach(doc::applyUpdate);
        assertThat(contents(parts)).as("seed %d", seed).isEqualTo(contents(List.of(whole)));
        assertThat(List.of(hex(doc.encodeStateAsUpdate()))).as("seed %d", seed).isEqualTo(oracle.receive());
    }

    private static String hex(Update update) {
        return HexFormat.of().formatHex(update.toV1());
    }

    /** What the real Yjs sends and stores in a history. */
    private static Pieces pieces(History history) {
        List<Update> updates = new ArrayList<>();
        List<Update> states = new ArrayList<>();
        for (String line : oracle.ask(Fields.of("do", "corpus", "history", history.toRequest()))) {
            int space = line.indexOf(' ');
            byte[] bytes = HexFormat.of().parseHex(line, space + 1, line.length());
            (line.startsWith("state") ? states : updates).add(Update.fromV1(bytes));
        }
        return new Pieces(new Random(history.seed()), updates, states);
    }

    private static List<String> contents(List<Update> updates) {
        Doc doc = new Doc();
        Map<String, SharedType> roots = new TreeMap<>(Map.of(
                "t", doc.getText("t"),
                "u", doc.getText("u"),
                "a", doc.getArray("a"),
                "m", doc.getMap("m"),
                "x", doc.getXmlFragment("x"),
                "e", doc.getXmlElement("e")));
        updates.forEach(doc::applyUpdate);
        List<String> contents = new ArrayList<>(Contents.json(roots));
        contents.add(doc.stateVector() + (doc.hasPending() ? " and more to come" : ""));
        return contents;
    }
}
