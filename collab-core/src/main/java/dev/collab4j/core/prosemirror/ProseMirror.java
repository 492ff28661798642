package dev.collab4j.core.prosemirror;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.YXmlFragment;
import dev.collab4j.core.internal.lib0.JsJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the documents of editors built on ProseMirror as JSON: what {@code editor.getJSON()} gives in Tiptap and
 * {@code doc.toJSON()} in ProseMirror. What stands in the fragment is what y-prosemirror 1.3 puts there: elements for
 * nodes, text attributes for marks.
 *
 * <p>There is no schema, so nothing is checked against one and no defaults are filled in.
 */
public final class ProseMirror {
    private final Set<String> overlappingMarks;

    private ProseMirror(Builder builder) {
        overlappingMarks = Set.copyOf(builder.overlappingMarks);
    }

    /**
     * Starts with the defaults: no marks overlap.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a document as JSON: what y-prosemirror's {@code yXmlFragmentToProsemirrorJSON} gives.
     *
     * <p>Left out is what a document of ProseMirror can't have and only a stranger puts there: hooks, documents and
     * shared types as attributes or in texts, attributes without JSON such as a BigInteger.
     *
     * @param fragment the document; of an element its content; not null
     * @return a new map: {@code {type: "doc", content: [...]}}; values are those of JSON, in copies
     */
    public Map<String, @Nullable Object> toJson(YXmlFragment fragment) {
        return Walk.through(fragment, new JsonValue()).document();
    }

    /**
     * Returns a document as the text of its JSON.
     *
     * @param fragment as in {@link #toJson}; not null
     * @return as {@code JSON.stringify} prints it
     */
    public String toJsonText(YXmlFragment fragment) {
        return Walk.through(fragment, new JsonText()).end();
    }

    /**
     * Makes a fragment hold a document, and changes only what differs, so that cursors and what others write meanwhile
     * stay where they are. Children that are the same stay, in their longest common order; elements of one name that
     * stand for each other are changed inside; of a text what lies between the common start and end is replaced. It is
     * one transaction; nothing happens if nothing differs.
     *
     * <p>As in y-prosemirror, attributes that are null aren't stored, nor is {@code ychange}, nor are marks on nodes
     * that aren't text, nor the attributes of the topmost node. What {@link #toJson} leaves out is removed where it
     * stands in the way, but for attributes, which stay.
     *
     * @param fragment empty, or with an older state of the document; of an element the content is changed; not null
     * @param json a node with its content; the name of the node doesn't matter; not null
     * @throws IllegalArgumentException if this is no such node, or nested deeper than 20,000 lists and objects; nothing
     *     is changed
     */
    public void update(YXmlFragment fragment, Map<String, ?> json) {
        update(fragment, Objects.requireNonNull(JsJson.stringify(Objects.requireNonNull(json, "json"))));
    }

    /**
     * Makes a fragment hold a document that is given as the text of its JSON.
     *
     * @param fragment as in {@link #update(YXmlFragment, Map)}; not null
     * @param json the text of a node with its content; not null
     * @throws IllegalArgumentException if this is no JSON, no such node, or nested deeper than 20,000 lists and objects;
     *     nothing is changed
     * @see #update(YXmlFragment, Map)
     */
    public void update(YXmlFragment fragment, String json) {
        Object document = parse(json);
        Shapes shapes = new Shapes();
        List<Part> wanted = TreeOfJson.of(document, shapes, overlappingMarks);
        fragment.doc().transact(tx -> Updater.update(fragment, TreeOfFragment.of(fragment, shapes), wanted));
    }

    private static @Nullable Object parse(String json) {
        try {
            return JsJson.parse(json);
        } catch (MalformedUpdateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Collects what the schema of an editor says. For one thread; may go on after {@link #build}. */
    public static final class Builder {
        private final Set<String> overlappingMarks = new HashSet<>();

        private Builder() {}

        /**
         * Says which marks a text may have several times at once, such as comments of several people: those that don't
         * exclude themselves ({@code excludes: ""} in the schema). Each of them gets an attribute of its own then, so
         * that those of people who write at the same time don't replace each other. A mark that comes twice in one text
         * is one of these anyway.
         *
         * @param names names of marks, not null
         * @return this
         */
        public Builder overlappingMarks(String... names) {
            overlappingMarks.addAll(List.of(names));
            return this;
        }

        /**
         * Ends the options.
         *
         * @return what reads and writes documents of this schema
         */
        public ProseMirror build() {
            return new ProseMirror(this);
        }
    }
}
