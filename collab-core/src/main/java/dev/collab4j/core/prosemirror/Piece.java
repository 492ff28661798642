package dev.collab4j.core.prosemirror;

import dev.collab4j.core.Delta;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Undefined;
import dev.collab4j.core.YText;
import dev.collab4j.core.internal.lib0.JsJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Text that has the same marks from its first to its last character, or one embedded object. */
final class Piece {
    /** A String, or a value of JSON. */
    final Object content;
    /** The attributes of the text, which are named after the marks. */
    final Map<String, @Nullable Object> attributes;
    /** What tells whether two marks are the same, by the names under which they are stored. */
    private final Map<String, String> identities = new LinkedHashMap<>();

    private final SortedSet<String> marks;

    Piece(Object content, Map<String, @Nullable Object> attributes) {
        this.content = content;
        this.attributes = attributes;
        attributes.forEach((name, value) -> identities.put(name, Marks.identity(name, value)));
        marks = new TreeSet<>(identities.values());
    }

    /** All that is in a text; what has no JSON, which only a stranger embeds, is left out. */
    static List<Piece> of(YText text) {
        List<Piece> pieces = new ArrayList<>();
        for (Delta.Op op : text.toDelta().ops()) {
            if (op instanceof Delta.Insert insert && isJson(insert.value())) {
                pieces.add(new Piece(insert.value(), insert.attributes()));
            }
        }
        return pieces;
    }

    private static boolean isJson(Object value) {
        return !(value instanceof SharedType) && value != Undefined.INSTANCE;
    }

    /** The same pieces, those of text with the same marks made one, as ProseMirror joins them. */
    static List<Piece> join(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        int from = 0;
        while (from < pieces.size()) {
            int to = from + 1;
            while (to < pieces.size() && pieces.get(to).continues(pieces.get(from))) {
                to++;
            }
            joined.add(to == from + 1 ? pieces.get(from) : join(pieces.get(from), pieces.subList(from, to)));
            from = to;
        }
        return joined;
    }

    private boolean continues(Piece other) {
        return content instanceof String && other.content instanceof String && marks.equals(other.marks);
    }

    private static Piece join(Piece first, List<Piece> all) {
        StringBuilder text = new StringBuilder();
        all.forEach(piece -> text.append(piece.content));
        return new Piece(text.toString(), first.attributes);
    }

    /** How many units of the text this takes. */
    int length() {
        return content instanceof String text ? text.length() : 1;
    }

    /** What has to change so that a text with the marks of {@code old} gets those of this. */
    Map<String, @Nullable Object> changesFrom(Piece old) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        old.identities.forEach((name, mark) -> {
            if (!marks.contains(mark)) {
                changes.put(name, null);
            }
        });
        identities.forEach((name, mark) -> {
            if (!old.marks.contains(mark)) {
                changes.put(name, attributes.get(name));
            }
        });
        return changes;
    }

    /** A text that is the same for two pieces only if all of them is. */
    String identity() {
        return "[" + JsJson.stringify(content) + "," + marks + "]";
    }
}
