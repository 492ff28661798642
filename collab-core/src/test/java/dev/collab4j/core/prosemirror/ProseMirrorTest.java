package dev.collab4j.core.prosemirror;

import static dev.collab4j.core.prosemirror.Sample.marked;
import static dev.collab4j.core.prosemirror.Sample.paragraph;
import static dev.collab4j.core.prosemirror.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.Doc;
import dev.collab4j.core.RelativePosition;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of editors as the JSON of ProseMirror; {@code ProseMirrorIT} compares with the real y-prosemirror. */
class ProseMirrorTest {
    private final Doc doc = new Doc();
    private final YXmlFragment fragment = doc.getXmlFragment("prosemirror");
    private final ProseMirror json = Sample.JSON;

    private void update(String content) {
        json.update(fragment, Sample.document(content));
    }

    private YXmlElement element(int index) {
        return (YXmlElement) fragment.get(index);
    }

    private YXmlText text(int index) {
        return (YXmlText) element(index).get(0);
    }

    private int updatesOf(Runnable edit) {
        AtomicInteger updates = new AtomicInteger();
        try (var subscription = doc.onUpdate(event -> updates.incrementAndGet())) {
            edit.run();
        }
        return updates.get();
    }

    @Test
    void nodesAreElementsAndMarksAreAttributes() {
        update("{'type':'heading','attrs':{'level':2,'id':null},'content':[" + marked("bold", "strong", "{}") + ","
                + Sample.text(" plain") + "]},{'type':'rule'}");

        assertThat(fragment.toString())
                .isEqualTo("<heading level=\"2\"><strong>bold</strong> plain</heading><rule></rule>");
        assertThat(json.toJsonText(fragment))
                .isEqualTo(Sample.document("{'type':'heading','attrs':{'level':2},'content':["
                        + marked("bold", "strong", "{}") + "," + Sample.text(" plain") + "]},{'type':'rule'}"));
        assertThat(json.toJson(fragment).get("content"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(Map.of("type", "rule"));
    }

    @Test
    void mapsAreTakenLikeText() {
        json.update(
                fragment, Map.of("type", "doc", "content", List.of(Map.of("type", "rule", "attrs", Map.of("n", 1)))));
        assertThat(fragment.toString()).isEqualTo("<rule n=\"1\"></rule>");
    }

    @Test
    void aMarkThatComesTwiceGetsAHash() {
        update(paragraph("{'type':'text','text':'a','marks':[{'type':'comment','attrs':{'id':1}},"
                + "{'type':'comment','attrs':{'id':2}}]}"));
        assertThat(text(0).toString()).matches("<comment--[^ ]{8} id=\"1\"><comment--[^ ]{8} id=\"2\">a<.*");
        assertThat(json.toJsonText(fragment)).doesNotContain("--");
    }

    @Test
    void whatDoesNotDifferStays() {
        update(paragraph(Sample.text("one")) + "," + paragraph(Sample.text("two")) + ",{'type':'table'}");
        List<?> before = fragment.toList();

        update(paragraph(Sample.text("new")) + "," + paragraph(Sample.text("two")) + ","
                + paragraph(Sample.text("more")) + ",{'type':'table'}");

        assertThat(fragment.toList())
                .containsSubsequence(before.get(1), before.get(2))
                .hasSize(4);
        assertThat(TextWriter.builder().build().write(fragment)).isEqualTo("new\ntwo\nmore\n");
    }

    @Test
    void theLongestCommonOrderStays() {
        update("{'type':'a'},{'type':'b'},{'type':'c'},{'type':'d'}");
        List<?> before = fragment.toList();
        update("{'type':'d'},{'type':'b'},{'type':'x'},{'type':'c'},{'type':'a'}");
        assertThat(fragment.toList())
                .containsSubsequence(before.get(1), before.get(2))
                .hasSize(5);
        assertThat(fragment.toString()).isEqualTo("<d></d><b></b><x></x><c></c><a></a>");
    }

    @Test
    void cursorsStayWhereTheyAre() {
        update(paragraph(Sample.text("Hello world")) + "," + paragraph(Sample.text("end")));
        RelativePosition cursor = RelativePosition.of(text(0), 6);
        YXmlText hello = text(0);

        update(paragraph(Sample.text("Hello dear world")) + "," + paragraph(Sample.text("new")) + ","
                + paragraph(Sample.text("end")));

        AbsolutePosition place = cursor.resolve(doc);
        assertThat(place.type()).isSameAs(hello);
        assertThat(place.index()).isEqualTo("Hello dear ".length());
    }

    @Test
    void whatOthersWriteMeanwhileSurvives() {
        update(paragraph(Sample.text("one")) + "," + paragraph(Sample.text("two words")) + ","
                + paragraph(Sample.text("three")));
        Doc other = new Doc();
        other.applyUpdate(doc.encodeStateAsUpdate());
        YXmlFragment theirs = other.getXmlFragment("prosemirror");
        ((YXmlText) ((YXmlElement) theirs.get(0)).get(0)).insert(3, "!");
        ((YXmlText) ((YXmlElement) theirs.get(1)).get(0)).insert(0, "their ");

        update(paragraph(Sample.text("one")) + ",{'type':'rule'}," + paragraph(Sample.text("two changed words")) + ","
                + paragraph(Sample.text("three")));
        doc.applyUpdate(other.encodeStateAsUpdate());

        assertThat(TextWriter.builder().build().write(fragment)).isEqualTo("one!\ntheir two changed words\nthree\n");
    }

    @Test
    void marksChangeWhereTheyDiffer() {
        update(paragraph(marked("link", "link", "{'href':'/a','title':null}") + "," + Sample.text(" plain")));
        YXmlText text = text(0);

        assertThat(updatesOf(
                        () -> update(paragraph(marked("link", "link", "{'href':'/a'}") + "," + Sample.text(" plain")))))
                .isZero();
        update(paragraph(marked("link", "link", "{'href':'/b'}") + "," + marked(" plain", "em", "{}")));

        assertThat(text(0)).isSameAs(text);
        assertThat(text.toString()).isEqualTo("<link href=\"/b\">link</link><em> plain</em>");
    }

    @Test
    void attributesChangeWhereTheyDiffer() {
        update("{'type':'a','attrs':{'x':1,'y':{'z':[1]},'w':true,'ychange':{'type':'added'}}}");
        element(0).setAttribute("big", BigInteger.ONE);
        YXmlElement element = element(0);

        assertThat(updatesOf(() -> update("{'type':'a','attrs':{'y':{'z':[1]},'w':true,'x':1,'n':null}}")))
                .isZero();
        update("{'type':'a','attrs':{'x':2,'y':{'z':[1]},'w':null}}");

        assertThat(element(0)).isSameAs(element);
        assertThat(element.getAttributes())
                .isEqualTo(Map.of("x", 2L, "y", Map.of("z", List.of(1L)), "big", BigInteger.ONE));
    }

    @Test
    void anEmptiedParagraphKeepsItsText() {
        update(paragraph(Sample.text("gone")));
        YXmlText text = text(0);
        update("{'type':'paragraph'}");
        assertThat(text(0)).isSameAs(text);
        assertThat(text.length()).isZero();
        assertThat(updatesOf(() -> update("{'type':'paragraph'}"))).isZero();
        update(paragraph(Sample.text("back")));
        assertThat(text(0)).isSameAs(text);
    }

    @Test
    void pairsOfSurrogatesAreNotCut() {
        update(paragraph(Sample.text("a😀b")));
        update(paragraph(Sample.text("a😁b")));
        assertThat(text(0).toString()).isEqualTo("a😁b");
        update(paragraph(Sample.text("a\uD83D\uDE01\uD801\uDE01b")));
        assertThat(text(0).toString()).isEqualTo("a\uD83D\uDE01\uD801\uDE01b");
    }

    @Test
    void textsWithTheSameMarksAreOne() {
        update(paragraph(Sample.text("a") + "," + Sample.text("b") + "," + marked("c", "em", "{}") + ","
                + marked("d", "em", "{}")));
        assertThat(text(0).toDelta().ops()).hasSize(2);
        assertThat(updatesOf(() -> update(paragraph(Sample.text("ab") + "," + marked("cd", "em", "{}")))))
                .isZero();
        StringBuilder many = new StringBuilder(Sample.text("x"));
        for (int i = 1; i < 200_000; i++) {
            many.append(',').append(Sample.text("x"));
        }
        update(paragraph(many.toString()));
        assertThat(text(0).length()).isEqualTo(200_000);
    }

    /** The name is the one that y-prosemirror 1.3.7 gives it. */
    @Test
    void aMarkWithoutAttributesHasAHashToo() {
        ProseMirror.builder()
                .overlappingMarks("comment")
                .build()
                .update(fragment, Sample.document(paragraph(marked("a", "comment", "{}"))));
        assertThat(text(0).toDelta().ops()).singleElement().asString().contains("comment--2N69q9gu");
    }

    @Test
    void anotherEmbedTakesThePlaceOfTheOld() {
        fragment.pushElement("paragraph").pushText().insertEmbed(0, Map.of("image", "a.png"));
        String other = json.toJsonText(fragment).replace("a.png", "b.png");
        json.update(fragment, other);
        assertThat(json.toJsonText(fragment)).isEqualTo(other);
    }

    @Test
    void embedsAreKept() {
        fragment.pushElement("paragraph").pushText().insertEmbed(0, Map.of("image", "a.png"));
        text(0).insert(1, "text");
        String printed = json.toJsonText(fragment);
        assertThat(printed)
                .contains("{\"type\":\"text\",\"text\":{\"image\":\"a.png\"}},{\"type\":\"text\",\"text\":\"text\"}");
        assertThat(updatesOf(() -> json.update(fragment, printed))).isZero();
        json.update(fragment, printed.replace("\"text\":\"text\"", "\"text\":\"next\""));
        assertThat(text(0).toDelta().ops()).hasSize(2);
        assertThat(Sample.of(printed.substring(printed.indexOf('[') + 1, printed.length() - 2))
                        .toString())
                .isEqualTo(doc.getXmlFragment("prosemirror").toString().replace("next", "text"));
    }

    @Test
    void whatProseMirrorDoesNotHaveIsLeftOut() {
        fragment.pushHook("hook").set("a", 1);
        YXmlElement element = fragment.pushElement("a");
        element.setAttribute("big", List.of(BigInteger.ONE));
        element.setAttribute("x", 1);
        element.pushText().insertMap(0);
        assertThat(json.toJsonText(fragment)).isEqualTo(Sample.document("{'type':'a','attrs':{'x':1},'content':[]}"));
        json.update(fragment, json.toJson(fragment));
        assertThat(fragment.length()).isOne();
        assertThat(element.getAttributes()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | The node $ is no object",
                "{} | The node $ has no type",
                "{'type':1} | The node $ has no type",
                "{'type':'doc','content':{}} | The node $ has a content that is no list",
                "{'type':'doc','content':[{'type':'p'},1]} | The node $.content[1] is no object",
                "{'type':'doc','content':[{'type':'p','attrs':1}]} | The node $.content[0] has attrs that are no object",
                "{'type':'doc','content':[{'type':'text','text':null}]} | The node $.content[0] has a text that is null",
                "{'type':'doc','content':[{'type':'text','text':'a','marks':[1]}]} | The node $.content[0] has a mark that is no object",
                "{'type':'doc' | Malformed JSON: *"
            })
    void malformedDocumentsChangeNothing(String document, String message) {
        update(paragraph(Sample.text("here")));
        String before = json.toJsonText(fragment);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.update(fragment, document.replace('\'', '"')))
                .withMessageStartingWith(message.replace("*", ""));
        assertThat(json.toJsonText(fragment)).isEqualTo(before);
    }

    @Test
    void nothingRecurses() {
        YXmlFragment deep = Sample.deep("a");
        String printed = json.toJsonText(deep);
        assertThat(printed).hasSizeGreaterThan(Sample.DEPTH * 20).endsWith("]}]}");
        assertThat(json.toJson(deep)).containsKey("content");
        assertThatIllegalArgumentException().isThrownBy(() -> json.update(fragment, printed));
        json.update(deep, Sample.document("{'type':'a','content':[]}"));
        assertThat(deep.toString()).isEqualTo("<a></a>");

        String less = "{'type':'a','content':[".repeat(9_000) + Sample.text("x") + "]}".repeat(9_000);
        update(less);
        update(less.replace("'x'", "'y'"));
        assertThat(json.toJsonText(fragment)).isEqualTo(Sample.document(less.replace("'x'", "'y'")));
    }

    @Test
    void longListsAreCompared() {
        StringBuilder paragraphs = new StringBuilder(paragraph(Sample.text("first")));
        for (int i = 0; i < 5_000; i++) {
            paragraphs.append(',').append(paragraph(Sample.text(i % 3 == 0 ? "again" : "number " + i)));
        }
        update(paragraphs.toString());
        YXmlText last = text(5_000);
        update("{'type':'rule'}," + paragraphs + ",{'type':'rule'}");
        assertThat(text(5_001)).isSameAs(last);
    }
}
