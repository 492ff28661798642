package dev.collab4j.core.comments;

import dev.collab4j.core.AbsolutePosition;
import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.RelativePosition;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Comments on passages of a text, an example. They stand in a map of the document, so they sync like all else; each holds
 * on to the characters at its ends, so text that is typed right before or behind it isn't part of it.
 */
public final class Comments {
    /**
     * A comment, where it is now.
     *
     * @param passage what it is about; empty if all of it was deleted
     */
    public record Comment(String id, int from, int to, String passage, String author, String text) {}

    private static final int BEFORE = -1;

    private final Doc doc;
    private final YMap comments;

    public Comments(Doc doc) {
        this.doc = doc;
        comments = doc.getMap("comments");
    }

    /** Adds a comment on at least one character, and returns its id. */
    public String add(YText text, int from, int to, String author, String comment) {
        if (from < 0 || to <= from || to > text.length()) {
            throw new IndexOutOfBoundsException("No passage of the text: " + from + " to " + to);
        }
        String id = UUID.randomUUID().toString();
        doc.transact(tx -> {
            YMap entry = comments.setMap(id);
            entry.set("from", RelativePosition.of(text, from).encode());
            entry.set("to", RelativePosition.of(text, to, BEFORE).encode());
            entry.set("author", author);
            entry.setText("text").insert(0, comment);
        });
        return id;
    }

    public void delete(String id) {
        comments.delete(id);
    }

    /** The comments on a text, in its order. Of those whose passage is gone, to nothing, the place is told. */
    public List<Comment> on(YText text) {
        return doc.read(() -> comments.stream()
                .map(entry -> read(text, entry.getKey(), entry.getValue()))
                .filter(Objects::nonNull)
                .sorted((a, b) -> Integer.compare(a.from, b.from))
                .toList());
    }

    /** Null for what is no comment on this text: anybody may write anything into the map. */
    private @Nullable Comment read(YText text, String id, @Nullable Object entry) {
        if (!(entry instanceof YMap map)) {
            return null;
        }
        Integer from = place(text, map.get("from"));
        Integer to = place(text, map.get("to"));
        if (from == null || to == null) {
            return null;
        }
        int end = Math.max(from, to);
        return new Comment(
                id,
                from,
                end,
                passage(text, from, end),
                String.valueOf(map.get("author")),
                String.valueOf(map.get("text")));
    }

    private @Nullable Integer place(SharedType text, @Nullable Object position) {
        if (!(position instanceof byte[] bytes)) {
            return null;
        }
        try {
            AbsolutePosition place = RelativePosition.decode(bytes).resolve(doc);
            return place == null || place.type() != text ? null : place.index();
        } catch (MalformedUpdateException e) {
            return null;
        }
    }

    /** Positions count embedded objects, such as images, too. */
    private static String passage(YText text, int from, int to) {
        String units = text.toDelta().stream()
                .map(op -> ((Delta.Insert) op).value() instanceof String part ? part : "\uFFFC")
                .collect(Collectors.joining());
        return units.substring(from, to);
    }
}
