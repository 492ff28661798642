package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a document as maps and lists. */
final class JsonValue implements Walk.Visitor {
    private final Map<String, @Nullable Object> document = new LinkedHashMap<>();
    private final Deque<List<@Nullable Object>> open = new ArrayDeque<>();

    JsonValue() {
        document.put("type", "doc");
        begin(document);
    }

    Map<String, @Nullable Object> document() {
        return document;
    }

    private void begin(Map<String, @Nullable Object> node) {
        List<@Nullable Object> content = new ArrayList<>();
        node.put("content", content);
        open.push(content);
    }

    @Override
    public void open(YXmlElement element, boolean inline) {
        Map<String, @Nullable Object> node = add(element.nodeName());
        Map<String, @Nullable Object> attributes = Attributes.of(element);
        if (!attributes.isEmpty()) {
            node.put("attrs", attributes);
        }
        if (element.length() > 0) {
            begin(node);
        }
    }

    private Map<String, @Nullable Object> add(String type) {
        Map<String, @Nullable Object> node = typed(type);
        open.element().add(node);
        return node;
    }

    private static Map<String, @Nullable Object> typed(String type) {
        Map<String, @Nullable Object> nodeOrMark = new LinkedHashMap<>();
        nodeOrMark.put("type", type);
        return nodeOrMark;
    }

    @Override
    public void close(YXmlElement element) {
        if (element.length() > 0) {
            open.pop();
        }
    }

    @Override
    public void text(YXmlText text) {
        for (Piece piece : Piece.of(text)) {
            Map<String, @Nullable Object> node = add("text");
            node.put("text", piece.content);
            if (!piece.attributes.isEmpty()) {
                node.put("marks", marks(piece));
            }
        }
    }

    private static List<@Nullable Object> marks(Piece piece) {
        List<@Nullable Object> marks = new ArrayList<>();
        piece.attributes.forEach((attribute, value) -> {
            Map<String, @Nullable Object> mark = typed(Marks.nameOf(attribute));
            mark.put("attrs", value);
            marks.add(mark);
        });
        return marks;
    }
}
