package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlText;
import dev.collab4j.core.internal.lib0.JsJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a document as HTML while it is gone through. */
final class HtmlPrinter implements Walk.Visitor {
    /** Tags without an end and without content. */
    private static final Set<String> VOID =
            Set.of("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr");
    /** In these a div would end them. */
    private static final Set<String> PHRASING = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "span", "a");

    /** An element or mark that is open: what ends it, and whether only phrasing content may stand in it. */
    private record Open(String end, boolean phrasing) {}

    /** A mark: its tag, printed, tells whether it goes on in the next piece. */
    private record MarkTag(String start, String end) {}

    private final StringBuilder out = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, HtmlRule> nodes;
    private final Map<String, HtmlRule> marks;
    private final Set<String> schemes;

    HtmlPrinter(Map<String, HtmlRule> nodes, Map<String, HtmlRule> marks, Set<String> schemes) {
        this.nodes = nodes;
        this.marks = marks;
        this.schemes = schemes;
    }

    String html() {
        return out.toString();
    }

    @Override
    public void open(YXmlElement element, boolean inline) {
        EditorNode node = new EditorNode(element.nodeName(), Attributes.of(element));
        HtmlRule rule = nodes.get(node.name());
        boolean phrasing = inline || (!open.isEmpty() && open.element().phrasing);
        HtmlTag tag = rule == null ? unknown(phrasing ? "span" : "div", "data-node", node) : rule.tag(node);
        String end = print(out, tag, node);
        String content = tag.content();
        if (content != null && element.length() == 0) {
            HtmlText.escape(out, content);
        }
        open.push(new Open(end, PHRASING.contains(tag.name())));
    }

    private static HtmlTag unknown(String tag, String attribute, EditorNode node) {
        return HtmlTag.of(tag).attribute(attribute, node.name());
    }

    @Override
    public void close(YXmlElement element) {
        out.append(open.pop().end);
    }

    /** Prints the starts of a tag and of those in it, with all that is left of the node; returns the ends. */
    private String print(StringBuilder to, HtmlTag outer, EditorNode node) {
        String ends = "";
        for (HtmlTag tag = outer; tag != null; tag = tag.innerTag()) {
            to.append('<').append(tag.name());
            tag.attributes().forEach((name, value) -> printAttribute(to, name, value));
            if (tag == outer) {
                printUnused(to, node);
            }
            to.append('>');
            ends = (VOID.contains(tag.name()) ? "" : "</" + tag.name() + ">") + ends;
        }
        return ends;
    }

    private void printAttribute(StringBuilder to, String name, String value) {
        if (!Urls.isUrl(name) || Urls.isSafe(value, schemes) || (name.equals("src") && Urls.isImage(value))) {
            to.append(' ').append(name).append("=\"");
            HtmlText.escape(to, value);
            to.append('"');
        }
    }

    private void printUnused(StringBuilder to, EditorNode node) {
        Map<String, @Nullable Object> unused = node.unused();
        unused.values().removeIf(Urls::holdsScript);
        if (!unused.isEmpty()) {
            printAttribute(to, "data-attrs", String.valueOf(JsJson.stringify(unused)));
        }
    }

    @Override
    public void text(YXmlText text) {
        List<MarkTag> active = new ArrayList<>();
        for (Piece piece : Piece.of(text)) {
            List<MarkTag> wanted = new ArrayList<>();
            piece.attributes.forEach((name, value) -> wanted.add(mark(EditorNode.ofMark(name, value))));
            change(active, wanted);
            print(piece);
        }
        change(active, List.of());
    }

    private MarkTag mark(EditorNode mark) {
        HtmlRule rule = marks.get(mark.name());
        StringBuilder start = new StringBuilder();
        String end = print(start, rule == null ? unknown("span", "data-mark", mark) : rule.tag(mark), mark);
        return new MarkTag(start.toString(), end);
    }

    /** Ends the marks that don't go on, and begins the new ones. */
    private void change(List<MarkTag> active, List<MarkTag> wanted) {
        int same = 0;
        while (same < Math.min(active.size(), wanted.size()) && active.get(same).equals(wanted.get(same))) {
            same++;
        }
        while (active.size() > same) {
            out.append(active.remove(active.size() - 1).end);
        }
        for (MarkTag tag : wanted.subList(same, wanted.size())) {
            out.append(tag.start);
            active.add(tag);
        }
    }

    private void print(Piece piece) {
        if (piece.content instanceof String text) {
            HtmlText.escape(out, text);
        } else if (!Urls.holdsScript(piece.content)) {
            out.append("<span");
            printAttribute(out, "data-embed", String.valueOf(JsJson.stringify(piece.content)));
            out.append("></span>");
        }
    }
}
