package dev.collab4j.core.prosemirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a document, with a stack of its own; what is no node of ProseMirror is an IllegalArgumentException. */
final class TreeOfJson {
    /** A node, half read. */
    private static final class Level {
        final String name;
        final Map<String, @Nullable Object> attributes;
        final Iterator<?> rest;
        final List<Part> children = new ArrayList<>();
        /** The text so far that isn't followed by anything else yet. */
        final List<Piece> run = new ArrayList<>();

        private int index = -1;

        Level(String name, Map<String, @Nullable Object> attributes, Iterator<?> rest) {
            this.name = name;
            this.attributes = attributes;
            this.rest = rest;
        }

        @Nullable
        Object next() {
            index++;
            return rest.next();
        }

        void endRun(Shapes shapes) {
            if (!run.isEmpty()) {
                children.add(new Part.Run(Piece.join(run), null, shapes));
                run.clear();
            }
        }
    }

    private final Deque<Level> open = new ArrayDeque<>();
    private final Shapes shapes;
    private final Set<String> overlappingMarks;

    private TreeOfJson(Shapes shapes, Set<String> overlappingMarks) {
        this.shapes = shapes;
        this.overlappingMarks = overlappingMarks;
    }

    /** What is in the topmost node. */
    static List<Part> of(@Nullable Object json, Shapes shapes, Set<String> overlappingMarks) {
        return new TreeOfJson(shapes, overlappingMarks).read(json);
    }

    private List<Part> read(@Nullable Object json) {
        Level top = enter(json);
        while (!open.isEmpty()) {
            Level level = open.element();
            if (level.rest.hasNext()) {
                readNode(level, level.next());
            } else {
                leave(open.pop());
            }
        }
        return top.children;
    }

    private void readNode(Level parent, @Nullable Object json) {
        if (json instanceof Map<?, ?> node && "text".equals(node.get("type")) && node.containsKey("text")) {
            readText(parent, node);
        } else {
            parent.endRun(shapes);
            enter(json);
        }
    }

    private void readText(Level parent, Map<?, ?> node) {
        Object content = node.get("text");
        if (content == null) {
            throw wrong("has a text that is null");
        }
        Map<String, @Nullable Object> marks = marks(node);
        if (!content.equals("")) {
            parent.run.add(new Piece(content, marks));
        }
    }

    private Level enter(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> node)) {
            throw wrong("is no object");
        }
        Level level =
                new Level(typeOf(node), attributes(node), list(node, "content").iterator());
        open.push(level);
        return level;
    }

    private void leave(Level level) {
        level.endRun(shapes);
        if (!open.isEmpty()) {
            open.element().children.add(new Part.Block(level.name, level.attributes, level.children, null, shapes));
        }
    }

    private Map<String, @Nullable Object> marks(Map<?, ?> node) {
        List<?> marks = list(node, "marks");
        Set<String> doubled = doubled(marks);
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (Object mark : marks) {
            String name = markName(mark);
            Object value = ((Map<?, ?>) mark).get("attrs");
            if (!name.equals(Marks.CHANGE)) {
                boolean overlaps = overlappingMarks.contains(name) || doubled.contains(name);
                Object stored = value == null ? Map.of() : value;
                attributes.put(overlaps ? Marks.hashedName(name, stored) : name, stored);
            }
        }
        return attributes;
    }

    /** The names that come twice: whatever the schema is, they may. */
    private Set<String> doubled(List<?> marks) {
        if (marks.size() < 2) {
            return Set.of();
        }
        Set<String> seen = new HashSet<>();
        Set<String> doubled = new HashSet<>();
        for (Object mark : marks) {
            String name = markName(mark);
            if (!seen.add(name)) {
                doubled.add(name);
            }
        }
        return doubled;
    }

    private String markName(@Nullable Object mark) {
        if (!(mark instanceof Map<?, ?> map)) {
            throw wrong("has a mark that is no object");
        }
        return typeOf(map);
    }

    private String typeOf(Map<?, ?> nodeOrMark) {
        if (!(nodeOrMark.get("type") instanceof String type)) {
            throw wrong("has no type");
        }
        return type;
    }

    @SuppressWarnings("unchecked")
    private Map<String, @Nullable Object> attributes(Map<?, ?> node) {
        Object attributes = node.get("attrs");
        if (attributes != null && !(attributes instanceof Map)) {
            throw wrong("has attrs that are no object");
        }
        return attributes == null ? Collections.emptyMap() : (Map<String, @Nullable Object>) attributes;
    }

    private List<?> list(Map<?, ?> node, String key) {
        Object value = node.get(key);
        if (value != null && !(value instanceof List)) {
            throw wrong("has a " + key + " that is no list");
        }
        return value == null ? List.of() : (List<?>) value;
    }

    /** Names the place: the node that is being read is the last one that its parent has given. */
    private IllegalArgumentException wrong(String what) {
        StringBuilder path = new StringBuilder("$");
        open.descendingIterator()
                .forEachRemaining(
                        level -> path.append(".content[").append(level.index).append(']'));
        return new IllegalArgumentException("The node " + path + " " + what);
    }
}
