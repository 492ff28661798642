package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a document as plain text while it is gone through. */
final class TextPrinter implements Walk.Visitor {
    /** An element that is open. */
    private static final class Level {
        final Kind kind;
        /** The number of the next item of an ordered list; the number of cells of a row so far. */
        int count;

        Level(Kind kind, int count) {
            this.kind = kind;
            this.count = count;
        }
    }

    /** What an element does to the lines. */
    private enum Kind {
        INLINE,
        BLOCK,
        PARAGRAPH,
        BULLETS,
        NUMBERS,
        ITEM,
        QUOTE,
        ROW,
        CELL
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("paragraph", Kind.PARAGRAPH),
            Map.entry("heading", Kind.PARAGRAPH),
            Map.entry("code_block", Kind.PARAGRAPH),
            Map.entry("codeBlock", Kind.PARAGRAPH),
            Map.entry("bullet_list", Kind.BULLETS),
            Map.entry("bulletList", Kind.BULLETS),
            Map.entry("taskList", Kind.BULLETS),
            Map.entry("ordered_list", Kind.NUMBERS),
            Map.entry("orderedList", Kind.NUMBERS),
            Map.entry("list_item", Kind.ITEM),
            Map.entry("listItem", Kind.ITEM),
            Map.entry("taskItem", Kind.ITEM),
            Map.entry("blockquote", Kind.QUOTE),
            Map.entry("table_row", Kind.ROW),
            Map.entry("tableRow", Kind.ROW),
            Map.entry("table_cell", Kind.CELL),
            Map.entry("tableCell", Kind.CELL),
            Map.entry("table_header", Kind.CELL),
            Map.entry("tableHeader", Kind.CELL));

    private final TextLines lines = new TextLines();
    private final Deque<Level> open = new ArrayDeque<>();
    private final Map<String, TextRule> nodes;
    private final Set<String> schemes;
    private final boolean linkTargets;

    TextPrinter(Map<String, TextRule> nodes, Set<String> schemes, boolean linkTargets) {
        this.nodes = nodes;
        this.schemes = schemes;
        this.linkTargets = linkTargets;
        open.push(new Level(Kind.BLOCK, 1));
    }

    String text() {
        return lines.end();
    }

    @Override
    public void open(YXmlElement element, boolean inline) {
        EditorNode node = new EditorNode(element.nodeName(), Attributes.of(element));
        Kind kind = KINDS.getOrDefault(node.name(), isInline(inline) ? Kind.INLINE : Kind.BLOCK);
        begin(kind, node);
        open.push(new Level(kind, kind == Kind.NUMBERS ? start(node) : 0));
        TextRule rule = nodes.get(node.name());
        if (rule != null) {
            lines.text(rule.text(node));
        }
    }

    private boolean isInline(boolean besideText) {
        Kind around = open.element().kind;
        return besideText || around == Kind.PARAGRAPH || around == Kind.INLINE;
    }

    private void begin(Kind kind, EditorNode node) {
        switch (kind) {
            case INLINE, BULLETS, NUMBERS -> {}
            case BLOCK, PARAGRAPH -> lines.endLine();
            case ITEM -> beginItem(bullet(open.element(), node));
            case QUOTE -> {
                lines.endLine();
                lines.push("> ", "> ");
            }
            case ROW -> lines.beginRow();
            case CELL -> beginCell(open.element());
        }
    }

    private void beginItem(String bullet) {
        lines.endLine();
        lines.push(bullet, " ".repeat(bullet.length()));
    }

    private static String bullet(Level list, EditorNode item) {
        String checked = item.string("checked");
        if (checked != null) {
            return checked.equals("true") ? "[x] " : "[ ] ";
        }
        return list.kind == Kind.NUMBERS ? list.count++ + ". " : "- ";
    }

    private void beginCell(Level row) {
        if (row.count++ > 0) {
            lines.separator();
        }
    }

    private static int start(EditorNode list) {
        String order = list.string("order");
        String start = order == null ? list.string("start") : order;
        return start != null && start.matches("\\d{1,8}") ? Integer.parseInt(start) : 1;
    }

    @Override
    public void close(YXmlElement element) {
        switch (open.pop().kind) {
            case INLINE, CELL, BULLETS, NUMBERS -> {}
            case BLOCK -> lines.endLine();
            case PARAGRAPH -> lines.newLine();
            case ITEM, QUOTE -> {
                lines.endLine();
                lines.pop();
            }
            case ROW -> lines.endRow();
        }
    }

    @Override
    public void text(YXmlText text) {
        StringBuilder linked = new StringBuilder();
        String target = null;
        for (Piece piece : Piece.of(text)) {
            String next = targetOf(piece);
            if (target != null && !target.equals(next)) {
                endLink(target, linked);
            }
            target = next;
            if (piece.content instanceof String content) {
                lines.text(content);
                linked.append(target == null ? "" : content);
            }
        }
        if (target != null) {
            endLink(target, linked);
        }
    }

    /** Where a link leads, if that is to be said. */
    private @Nullable String targetOf(Piece piece) {
        Object link = linkTargets ? piece.attributes.get("link") : null;
        Object target = link instanceof Map<?, ?> attributes ? attributes.get("href") : null;
        return target instanceof String url && Urls.isSafe(url, schemes) ? url : null;
    }

    private void endLink(String target, StringBuilder linked) {
        if (!target.contentEquals(linked)) {
            lines.text(" (" + target.strip() + ")");
        }
        linked.setLength(0);
    }
}
