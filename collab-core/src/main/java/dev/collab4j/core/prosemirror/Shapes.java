package dev.collab4j.core.prosemirror;

import dev.collab4j.core.internal.lib0.JsJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for parts: equal ones for equal parts. A part is described by its own text and the numbers of its children,
 * so that comparing deep trees needs no recursion and each part is looked at once. The descriptions are strings, which
 * a HashMap keeps in order where somebody made their hashes collide.
 */
final class Shapes {
    /** An empty text, which ProseMirror doesn't see. */
    static final int NOTHING = 0;

    private final Map<String, Integer> numbers = new HashMap<>();
    private int last = NOTHING;

    int ofBlock(String name, Map<String, @Nullable Object> attributes, List<Part> children) {
        StringBuilder description = new StringBuilder();
        for (Part child : children) {
            if (child.shape != NOTHING) {
                description.append(child.shape).append(' ');
            }
        }
        description.append(JsJson.stringify(name));
        Marks.sorted(attributes).forEach((key, value) -> describe(description, key, value));
        return number(description.toString());
    }

    private static void describe(StringBuilder out, String name, Object value) {
        if (!name.equals(Marks.CHANGE)) {
            out.append(JsJson.stringify(name)).append(JsJson.stringify(value));
        }
    }

    int ofRun(List<Piece> pieces) {
        StringBuilder description = new StringBuilder();
        pieces.forEach(piece -> description.append(piece.identity()));
        return pieces.isEmpty() ? NOTHING : number(description.toString());
    }

    int ofStranger() {
        return ++last;
    }

    private int number(String description) {
        return numbers.computeIfAbsent(description, d -> ++last);
    }
}
