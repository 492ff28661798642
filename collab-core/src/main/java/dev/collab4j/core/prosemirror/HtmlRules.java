package dev.collab4j.core.prosemirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the nodes and marks look that ProseMirror's own schemas and Tiptap's extensions have. */
final class HtmlRules {
    private static final Pattern LEVEL = Pattern.compile("[1-6]");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9+#._-]{1,40}");

    private HtmlRules() {}

    static Map<String, HtmlRule> nodes() {
        Map<String, HtmlRule> rules = new HashMap<>();
        plain(rules, "p", "paragraph");
        plain(rules, "blockquote", "blockquote");
        plain(rules, "hr", "horizontal_rule", "horizontalRule");
        plain(rules, "br", "hard_break", "hardBreak");
        plain(rules, "ul", "bullet_list", "bulletList");
        plain(rules, "li", "list_item", "listItem");
        plain(rules, "tr", "table_row", "tableRow");
        add(rules, HtmlRules::heading, "heading");
        add(rules, HtmlRules::codeBlock, "code_block", "codeBlock");
        add(rules, HtmlRules::image, "image");
        add(rules, HtmlRules::orderedList, "ordered_list", "orderedList");
        add(rules, node -> HtmlTag.of("ul").attribute("data-type", "taskList"), "taskList");
        add(rules, HtmlRules::taskItem, "taskItem");
        add(rules, node -> HtmlTag.of("table").inner(HtmlTag.of("tbody")), "table");
        add(rules, node -> cell("td", node), "table_cell", "tableCell");
        add(rules, node -> cell("th", node), "table_header", "tableHeader");
        add(rules, HtmlRules::mention, "mention");
        return rules;
    }

    static Map<String, HtmlRule> marks() {
        Map<String, HtmlRule> rules = new HashMap<>();
        plain(rules, "strong", "strong", "bold");
        plain(rules, "em", "em", "italic");
        plain(rules, "s", "strike", "strikethrough", "s");
        plain(rules, "u", "underline", "u");
        plain(rules, "code", "code");
        plain(rules, "mark", "highlight");
        plain(rules, "sub", "subscript", "sub");
        plain(rules, "sup", "superscript", "sup");
        add(rules, HtmlRules::link, "link");
        return rules;
    }

    private static void plain(Map<String, HtmlRule> rules, String tag, String... names) {
        add(rules, node -> HtmlTag.of(tag), names);
    }

    private static void add(Map<String, HtmlRule> rules, HtmlRule rule, String... names) {
        List.of(names).forEach(name -> rules.put(name, rule));
    }

    private static HtmlTag heading(EditorNode node) {
        return HtmlTag.of("h" + matching(node.string("level"), LEVEL, "1"));
    }

    private static String matching(@Nullable String value, Pattern pattern, String otherwise) {
        return value != null && pattern.matcher(value).matches() ? value : otherwise;
    }

    private static HtmlTag codeBlock(EditorNode node) {
        String language = matching(node.string("language"), LANGUAGE, "");
        HtmlTag code = HtmlTag.of("code").attribute("class", language.isEmpty() ? null : "language-" + language);
        return HtmlTag.of("pre").inner(code);
    }

    private static HtmlTag image(EditorNode node) {
        return HtmlTag.of("img")
                .attribute("src", node.string("src"))
                .attribute("alt", node.string("alt"))
                .attribute("title", node.string("title"))
                .attribute("width", node.string("width"))
                .attribute("height", node.string("height"));
    }

    private static HtmlTag orderedList(EditorNode node) {
        String order = node.string("order");
        String start = order == null ? node.string("start") : order;
        return HtmlTag.of("ol").attribute("start", "1".equals(start) ? null : start);
    }

    private static HtmlTag taskItem(EditorNode node) {
        return HtmlTag.of("li").attribute("data-type", "taskItem").attribute("data-checked", node.string("checked"));
    }

    private static HtmlTag cell(String tag, EditorNode node) {
        return HtmlTag.of(tag)
                .attribute("colspan", unlessOne(node.string("colspan")))
                .attribute("rowspan", unlessOne(node.string("rowspan")));
    }

    private static @Nullable String unlessOne(@Nullable String span) {
        return "1".equals(span) ? null : span;
    }

    private static HtmlTag mention(EditorNode node) {
        String id = node.string("id");
        String label = node.string("label");
        return HtmlTag.of("span")
                .attribute("data-type", "mention")
                .attribute("data-id", id)
                .attribute("data-label", label)
                .text("@" + (label != null ? label : id != null ? id : ""));
    }

    /** Pages of strangers get neither a hold on the page that links to them nor its reputation. */
    private static HtmlTag link(EditorNode node) {
        node.attribute("rel");
        return HtmlTag.of("a")
                .attribute("href", node.string("href"))
                .attribute("title", node.string("title"))
                .attribute("target", node.string("target"))
                .attribute("rel", "noopener noreferrer nofollow");
    }
}
