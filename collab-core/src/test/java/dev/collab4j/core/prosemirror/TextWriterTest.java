package dev.collab4j.core.prosemirror;

import static dev.collab4j.core.prosemirror.Sample.marked;
import static dev.collab4j.core.prosemirror.Sample.paragraph;
import static dev.collab4j.core.prosemirror.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Documents of editors as plain text. */
class TextWriterTest {
    private final TextWriter writer = TextWriter.builder().build();

    private String plain(String content) {
        return writer.write(Sample.of(content));
    }

    private static String item(String... content) {
        return "{'type':'list_item','content':[" + String.join(",", content) + "]}";
    }

    private static String cell(String... content) {
        return "{'type':'table_cell','content':[" + String.join(",", content) + "]}";
    }

    private static String list(String type, String... items) {
        return "{'type':'" + type + "','content':[" + String.join(",", items) + "]}";
    }

    @Test
    void blocksStandOnLines() {
        assertThat(plain("{'type':'heading','attrs':{'level':1},'content':[" + text("Title") + "]},"
                        + paragraph(text("one") + ",{'type':'hard_break'}," + text("two")) + ","
                        + paragraph("") + "," + list("callout", paragraph(text("inside")))
                        + ",{'type':'horizontal_rule'}," + list("code_block", text("a\\n  b"))))
                .isEqualTo("Title\none\ntwo\n\ninside\n---\na\n  b\n");
    }

    @Test
    void listsHaveBulletsNumbersAndBoxes() {
        assertThat(plain(list(
                                "bullet_list",
                                item(paragraph(text("a")), paragraph(text("more"))),
                                item(
                                        paragraph(text("b")),
                                        "{'type':'ordered_list','attrs':{'order':9},'content':["
                                                + item(paragraph(text("nine"))) + "," + item(paragraph(text("ten")))
                                                + "]}"))
                        + ",{'type':'taskList','content':[{'type':'taskItem','attrs':{'checked':true},'content':["
                        + paragraph(text("done")) + "]},{'type':'taskItem','attrs':{'checked':false},'content':["
                        + paragraph(text("todo")) + "]}]}"))
                .isEqualTo("- a\n  more\n- b\n  9. nine\n  10. ten\n[x] done\n[ ] todo\n");
    }

    @Test
    void quotesAndTables() {
        assertThat(plain(list("blockquote", paragraph(text("a")), paragraph(""), paragraph(text("b"))) + ","
                        + list(
                                "table",
                                list(
                                        "table_row",
                                        cell(paragraph(text("1"))),
                                        cell(""),
                                        cell(paragraph(text("2")), paragraph(text("3")))),
                                list("table_row", cell(paragraph(text("4")))))))
                .isEqualTo("> a\n>\n> b\n1\t\t2 3\n4\n");
    }

    @Test
    void linksMentionsAndImages() {
        String link = marked("here", "link", "{'href':'https://a.example'}");
        String itself = marked("https://a.example", "link", "{'href':'https://a.example'}");
        String unsafe = marked("bad", "link", "{'href':'javascript:alert(1)'}");
        String inlines = text("see ") + "," + link + "," + text(" or ") + "," + itself + "," + text(" ") + "," + unsafe
                + ",{'type':'mention','attrs':{'id':'u1','label':'Ann'}},{'type':'image','attrs':{'alt':'An image'}},"
                + text("end");
        assertThat(plain(paragraph(inlines)))
                .isEqualTo("see here (https://a.example) or https://a.example bad@AnnAn imageend\n");
        assertThat(TextWriter.builder().linkTargets(false).build().write(Sample.of(paragraph(link))))
                .isEqualTo("here\n");
    }

    @Test
    void inlineNodesAloneInAParagraphStandOnItsLine() {
        String inlines =
                "{'type':'mention','attrs':{'id':'u1'}},{'type':'hard_break'},{'type':'chip'},{'type':'mention','attrs':{'id':'u2'}}";
        assertThat(plain(paragraph(inlines) + "," + paragraph(text("next")))).isEqualTo("@u1\n@u2\nnext\n");
    }

    @Test
    void rulesOfOnesOwn() {
        TextWriter own = TextWriter.builder()
                .node("emoji", node -> ":" + node.string("name") + ":")
                .build();
        assertThat(own.write(Sample.of(paragraph(text("a ") + ",{'type':'emoji','attrs':{'name':'tada'}}"))))
                .isEqualTo("a :tada:\n");
    }

    @Test
    void deepListsAreNotIndentedWithoutEnd() {
        String text = writer.write(Sample.deep("list_item"));
        assertThat(text).endsWith("x\n").hasSizeLessThan(100);
    }
}
