package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlElement;
import dev.collab4j.core.YXmlText;
import dev.collab4j.core.internal.lib0.JsJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a document as JSON while it is gone through, as a document may be nested deeper than values may. */
final class JsonText implements Walk.Visitor {
    private final StringBuilder out = new StringBuilder("{\"type\":\"doc\",\"content\":[");
    private boolean comma;

    String end() {
        return out.append("]}").toString();
    }

    @Override
    public void open(YXmlElement element, boolean inline) {
        begin(element.nodeName());
        Map<String, @Nullable Object> attributes = Attributes.of(element);
        if (!attributes.isEmpty()) {
            out.append(",\"attrs\":").append(JsJson.stringify(attributes));
        }
        if (element.length() > 0) {
            out.append(",\"content\":[");
            comma = false;
        }
    }

    private void begin(String type) {
        out.append(comma ? "," : "").append("{\"type\":").append(JsJson.stringify(type));
        comma = true;
    }

    @Override
    public void close(YXmlElement element) {
        out.append(element.length() > 0 ? "]}" : "}");
        comma = true;
    }

    @Override
    public void text(YXmlText text) {
        Piece.of(text).forEach(this::print);
    }

    private void print(Piece piece) {
        begin("text");
        out.append(",\"text\":").append(JsJson.stringify(piece.content));
        if (!piece.attributes.isEmpty()) {
            out.append(",\"marks\":[");
            comma = false;
            piece.attributes.forEach(this::print);
            out.append(']');
        }
        out.append('}');
        comma = true;
    }

    private void print(String attribute, @Nullable Object value) {
        begin(Marks.nameOf(attribute));
        out.append(",\"attrs\":").append(JsJson.stringify(value)).append('}');
    }
}
