package dev.collab4j.it.prosemirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import dev.collab4j.core.internal.lib0.JsJson;
import dev.collab4j.core.prosemirror.ProseMirror;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random documents of the real y-prosemirror, made and then edited by it: headings, lists, tables, marks that overlap,
 * mentions, images. Our JSON equals its JSON, and what Java changes is read back by it with nothing lost.
 *
 * <p>Properties: {@code collab.prosemirror.documents} (how many), {@code collab.prosemirror.seed} (the first one).
 */
class ProseMirrorIT {
    private static final int DOCUMENTS = Integer.getInteger("collab.prosemirror.documents", 150);
    private static final long SEED = Long.getLong("collab.prosemirror.seed", 1);
    private static final int BATCH = 50;
    private static final String NAME = "prosemirror";

    private static Oracle oracle;
    private static List<Made> documents;

    private final ProseMirror proseMirror =
            ProseMirror.builder().overlappingMarks("comment").build();

    /** What the oracle made of a seed (prosemirror.mjs says it). */
    private record Made(long seed, String update, String json, String withSchema, String next, String nextAsXml) {
        static Made of(long seed, List<String> lines) {
            return new Made(seed, lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(4));
        }

        Doc doc() {
            return load(update);
        }

        @Override
        public String toString() {
            return "-Dcollab.prosemirror.documents=1 -Dcollab.prosemirror.seed=" + seed;
        }
    }

    @BeforeAll
    static void startOracle() {
        oracle = Oracle.start();
        documents = LongStream.iterate(SEED, seed -> seed < SEED + DOCUMENTS, seed -> seed + BATCH)
                .boxed()
                .flatMap(ProseMirrorIT::batch)
                .toList();
    }

    @AfterAll
    static void endOracle() {
        oracle.close();
    }

    private static Doc load(String update) {
        Doc doc = new Doc();
        doc.applyUpdate(Update.fromV1(HexFormat.of().parseHex(update)));
        return doc;
    }

    private static Stream<Made> batch(long first) {
        int count = (int) Math.min(BATCH, SEED + DOCUMENTS - first);
        List<String> lines = oracle.ask(Fields.of("do", "editorMake", "seed", first, "count", count));
        return LongStream.range(0, count)
                .mapToObj(i -> Made.of(first + i, lines.subList((int) i * 5, (int) i * 5 + 5)));
    }

    @Test
    void jsonIsThatOfYProseMirror() {
        documents.forEach(made -> assertJson(made.doc(), made.json, made));
    }

    @Test
    void jsonOfWhatSeveralPeopleEditedIsThatOfYProseMirror() {
        List<String> lines = oracle.ask(Fields.of("do", "editorMerged", "seed", SEED, "count", DOCUMENTS));
        for (int i = 0; i < lines.size(); i += 2) {
            assertJson(load(lines.get(i)), lines.get(i + 1), "merged document of seed " + (SEED + i / 2));
        }
    }

    private void assertJson(Doc doc, String expected, Object made) {
        YXmlFragment fragment = doc.getXmlFragment(NAME);
        assertThat(proseMirror.toJsonText(fragment)).as("%s", made).isEqualTo(expected);
        assertThat(JsJson.stringify(proseMirror.toJson(fragment)))
                .as("%s", made)
                .isEqualTo(expected);
    }

    @Test
    void aFreshDocumentIsStoredAsYProseMirrorStoresIt() {
        documents.forEach(made -> {
            YXmlFragment fragment = new Doc().getXmlFragment(NAME);
            proseMirror.update(fragment, made.next);
            assertThat(JsJson.stringify(fragment.toString())).as("%s", made).isEqualTo(made.nextAsXml);
        });
    }

    @Test
    void whatIsThereAlreadyIsNoChange() {
        documents.forEach(made -> {
            Doc doc = made.doc();
            AtomicInteger updates = new AtomicInteger();
            doc.onUpdate(event -> updates.incrementAndGet());
            proseMirror.update(doc.getXmlFragment(NAME), made.json);
            proseMirror.update(doc.getXmlFragment(NAME), made.withSchema);
            assertThat(updates).as("%s", made).hasValue(0);
        });
    }

    @Test
    void aDocumentThatJavaReplacedIsReadBack() {
        documents.forEach(made -> {
            Doc doc = made.doc();
            proseMirror.update(doc.getXmlFragment(NAME), made.next);
            assertReadBack(doc, made.next, made);
        });
    }

    @Test
    void whatJavaWroteIntoADocumentIsReadBack() {
        documents.stream().limit(100).forEach(made -> {
            Doc doc = made.doc();
            write(doc);
            assertReadBack(doc, withWhatIsWritten(made.withSchema), made);
        });
    }

    private static void write(Doc doc) {
        doc.transact(tx -> {
            YXmlElement paragraph = doc.getXmlFragment(NAME).pushElement("paragraph");
            YXmlText text = paragraph.pushText();
            text.insert(0, "by Java 😀", Map.of("strong", Map.of()));
            YXmlElement mention = paragraph.pushElement("mention");
            mention.setAttribute("id", "u7");
            text.insert(0, "Written ", Map.of());
            doc.getXmlFragment(NAME).insertElement(0, "heading").setAttribute("level", 2);
        });
    }

    @SuppressWarnings("unchecked")
    private static String withWhatIsWritten(String json) {
        Map<String, Object> document = (Map<String, Object>) JsJson.parse(json);
        List<Object> content = (List<Object>) document.get("content");
        content.add(JsJson.parse("""
                {"type": "paragraph", "content": [
                    {"type": "text", "text": "Written "},
                    {"type": "text", "text": "by Java 😀", "marks": [{"type": "strong"}]},
                    {"type": "mention", "attrs": {"id": "u7"}}]}"""));
        content.add(0, Map.of("type", "heading", "attrs", Map.of("level", 2)));
        return JsJson.stringify(document);
    }

    /** Read back is what Java wrote, and it is what was expected, and y-prosemirror deletes nothing of it. */
    private void assertReadBack(Doc doc, String expected, Made made) {
        String update = HexFormat.of().formatHex(doc.encodeStateAsUpdate().toV1());
        List<String> read = oracle.ask(Fields.of("do", "editorRead", "update", update, "expected", expected));
        assertJson(load(update), read.get(0), made);
        assertThat(read.subList(1, 3)).as("%s", made).containsExactly("true", "0");
    }
}
