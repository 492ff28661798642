package dev.collab4j.core.prosemirror;

import static dev.collab4j.core.prosemirror.Sample.marked;
import static dev.collab4j.core.prosemirror.Sample.paragraph;
import static dev.collab4j.core.prosemirror.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.YXmlText;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of editors as HTML. */
class HtmlWriterTest {
    private final HtmlWriter writer = HtmlWriter.builder().build();

    private String html(String content) {
        return writer.write(Sample.of(content));
    }

    @Test
    void blocksListsAndTables() {
        assertThat(html("{'type':'heading','attrs':{'level':2},'content':[" + text("Title") + "]}," + paragraph("")))
                .isEqualTo("<h2>Title</h2><p></p>");
        assertThat(html("{'type':'orderedList','attrs':{'start':3},'content':[{'type':'listItem','content':["
                        + paragraph(text("three")) + "]}]}"))
                .isEqualTo("<ol start=\"3\"><li><p>three</p></li></ol>");
        assertThat(html("{'type':'taskList','content':[{'type':'taskItem','attrs':{'checked':true},'content':["
                        + paragraph(text("done")) + "]}]}"))
                .isEqualTo(
                        "<ul data-type=\"taskList\"><li data-type=\"taskItem\" data-checked=\"true\"><p>done</p></li></ul>");
        assertThat(html("{'type':'table','content':[{'type':'table_row','content':["
                        + "{'type':'table_header','attrs':{'colspan':2,'rowspan':1,'colwidth':[100,20]},'content':["
                        + paragraph(text("a")) + "]}]}]}"))
                .isEqualTo("<table><tbody><tr><th colspan=\"2\" data-attrs=\"{&quot;colwidth&quot;:[100,20]}\">"
                        + "<p>a</p></th></tr></tbody></table>");
        assertThat(html("{'type':'codeBlock','attrs':{'language':'java'},'content':[" + text("a < b") + "]}"))
                .isEqualTo("<pre><code class=\"language-java\">a &lt; b</code></pre>");
    }

    @Test
    void inlineNodesAndMarks() {
        assertThat(html(paragraph(marked("a", "link", "{'href':'https://a.example/?x=1&y=2','target':'_blank'}")
                        + ",{'type':'hard_break'},{'type':'mention','attrs':{'id':7,'label':'Ann'}},"
                        + "{'type':'image','attrs':{'src':'/a.png','alt':'An <image>'}}")))
                .isEqualTo("<p><a href=\"https://a.example/?x=1&amp;y=2\" target=\"_blank\""
                        + " rel=\"noopener noreferrer nofollow\">a</a><br>"
                        + "<span data-type=\"mention\" data-id=\"7\" data-label=\"Ann\">@Ann</span>"
                        + "<img src=\"/a.png\" alt=\"An &lt;image&gt;\"></p>");
    }

    @Test
    void marksThatGoOnStayOpen() {
        YXmlText text = new Doc().getXmlFragment("x").pushElement("paragraph").pushText();
        text.insert(0, "one two", Map.of("bold", true));
        text.format(3, 4, Map.of("italic", Map.of()));
        assertThat(writer.write(text.doc().getXmlFragment("x"))).isEqualTo("<p><strong>one<em> two</em></strong></p>");
    }

    @Test
    void unknownNodesAndMarksAreKept() {
        assertThat(html("{'type':'callout','attrs':{'kind':'a<b','n':null},'content':["
                        + paragraph(text("in ") + ",{'type':'emoji','attrs':{'name':'tada'}},"
                                + marked("it", "comment", "{'id':4}"))
                        + "]}"))
                .isEqualTo("<div data-node=\"callout\" data-attrs=\"{&quot;kind&quot;:&quot;a&lt;b&quot;}\"><p>in "
                        + "<span data-node=\"emoji\" data-attrs=\"{&quot;name&quot;:&quot;tada&quot;}\"></span>"
                        + "<span data-mark=\"comment\" data-attrs=\"{&quot;id&quot;:4}\">it</span></p></div>");
    }

    @Test
    void rulesOfOnesOwn() {
        HtmlWriter own = HtmlWriter.builder()
                .node("callout", node -> HtmlTag.of("aside").attribute("data-kind", node.string("kind")))
                .mark("comment", mark -> HtmlTag.of("ins"))
                .allowSchemes("slack")
                .build();
        assertThat(own.write(Sample.of("{'type':'callout','attrs':{'kind':'note'},'content':["
                        + paragraph(marked("a", "comment", "{}") + "," + marked("b", "link", "{'href':'slack://c'}"))
                        + "]}")))
                .isEqualTo("<aside data-kind=\"note\"><p><ins>a</ins><a href=\"slack://c\""
                        + " rel=\"noopener noreferrer nofollow\">b</a></p></aside>");
    }

    @Test
    void rulesCantMakeWhatIsNeverSafe() {
        assertThatIllegalArgumentException().isThrownBy(() -> HtmlTag.of("script"));
        assertThatIllegalArgumentException().isThrownBy(() -> HtmlTag.of("p onclick=x"));
        HtmlTag tag = HtmlTag.of("p");
        assertThatIllegalArgumentException().isThrownBy(() -> tag.attribute("onclick", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> tag.attribute("style", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> tag.attribute("a b", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " \tjava\nscript\r:alert(1)",
                "\u0001javascript:alert(1)",
                "vbscript:x",
                "data:text/html,<script>alert(1)</script>",
                "data:image/svg+xml;base64,AAAA",
                "unknown:x",
                ":x"
            })
    void unsafeUrlsNeverComeOut(String url) {
        YXmlFragment fragment = new Doc().getXmlFragment("x");
        YXmlElement paragraph = fragment.pushElement("paragraph");
        paragraph.pushElement("image").setAttribute("src", url);
        paragraph.pushText().insert(0, "a", Map.of("link", Map.of("href", url)));
        assertThat(writer.write(fragment)).isEqualTo("<p><img><a rel=\"noopener noreferrer nofollow\">a</a></p>");
    }

    @Test
    void scriptsNeverComeOutAsDataEither() {
        YXmlFragment fragment = new Doc().getXmlFragment("x");
        YXmlElement video = fragment.pushElement("video");
        video.setAttribute("src", "java\nscript:alert(1)");
        video.setAttribute("sources", Map.of("list", java.util.List.of(Map.of("url", "javascript:alert(1)"))));
        video.setAttribute("width", 7);
        assertThat(writer.write(fragment))
                .isEqualTo("<div data-node=\"video\" data-attrs=\"{&quot;width&quot;:7}\"></div>");
    }

    @Test
    void picturesInUrlsAreSafe() {
        assertThat(html("{'type':'image','attrs':{'src':'data:image/png;base64,AAAA'}}"))
                .isEqualTo("<img src=\"data:image/png;base64,AAAA\">");
    }

    @Test
    void namesOfStrangersAreEscaped() {
        YXmlFragment fragment = new Doc().getXmlFragment("x");
        YXmlText text = fragment.pushElement("a\"><script>").pushText();
        text.insert(0, "<\0\r'>", Map.of("b\" onclick=\"x", "<"));
        text.insertEmbed(0, Map.of("<", "\""));
        fragment.pushHook("hook").set("a", "<script>");
        fragment.pushElement("p").setAttribute("big", BigInteger.ONE);
        assertThat(writer.write(fragment))
                .isEqualTo("<div data-node=\"a&quot;&gt;&lt;script&gt;\">"
                        + "<span data-embed=\"{&quot;&lt;&quot;:&quot;\\&quot;&quot;}\"></span>"
                        + "<span data-mark=\"b&quot; onclick=&quot;x\" data-attrs=\"{&quot;value&quot;:&quot;&lt;&quot;}\">"
                        + "&lt;\uFFFD&#13;&#39;&gt;</span></div><div data-node=\"p\"></div>");
    }

    @Test
    void nothingRecurses() {
        assertThat(writer.write(Sample.deep("blockquote")))
                .startsWith("<blockquote><blockquote>")
                .contains("<blockquote>x</blockquote>")
                .hasSize(Sample.DEPTH * "<blockquote></blockquote>".length() + 1);
    }
}
