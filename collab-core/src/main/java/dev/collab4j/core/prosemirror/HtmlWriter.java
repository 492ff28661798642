package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlFragment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes documents of editors built on ProseMirror as HTML, safe to be shown whoever wrote the document: everything is
 * escaped, tags and attributes are those of rules alone, and URLs come out only if they are relative or have one of a few
 * schemes, or are a picture in themselves. There are no styles and no scripts.
 *
 * <p>Known are the nodes and marks of ProseMirror's own schemas (basic, lists, tables) and those of Tiptap's usual
 * extensions: headings, lists, tasks, tables, code, images, links, mentions, and so on. Any other node becomes a
 * {@code div}, or a {@code span} where text stands beside it, with its name in {@code data-node}; any other mark a
 * {@code span} with {@code data-mark}; attributes that no rule uses go into {@code data-attrs} as JSON, except for those
 * that hold a URL that runs a script. Marks keep the order that they have in the document.
 */
public final class HtmlWriter {
    private final Map<String, HtmlRule> nodes;
    private final Map<String, HtmlRule> marks;
    private final Set<String> schemes;

    private HtmlWriter(Builder builder) {
        nodes = Map.copyOf(builder.nodes);
        marks = Map.copyOf(builder.marks);
        schemes = Set.copyOf(builder.schemes);
    }

    /**
     * Starts with the rules for the common schemas, and the schemes http, https, mailto and tel.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Writes a document, under its lock.
     *
     * @param fragment the document; of an element its content; not null
     * @return HTML to be put into a page; nothing around it
     */
    public String write(YXmlFragment fragment) {
        return Walk.through(fragment, new HtmlPrinter(nodes, marks, schemes)).html();
    }

    /** Collects rules. For one thread; may go on after {@link #build}. */
    public static final class Builder {
        private final Map<String, HtmlRule> nodes = HtmlRules.nodes();
        private final Map<String, HtmlRule> marks = HtmlRules.marks();
        private final Set<String> schemes = new HashSet<>(Urls.SAFE_SCHEMES);

        private Builder() {}

        /**
         * Sets how nodes of one name look, in place of the rule that there may be.
         *
         * @param name not null
         * @param rule called for each node, under the lock of the document; not null
         * @return this
         */
        public Builder node(String name, HtmlRule rule) {
            nodes.put(name, Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Sets how marks of one name look, in place of the rule that there may be.
         *
         * @param name not null
         * @param rule called for each piece of text with such a mark, under the lock of the document; not null
         * @return this
         */
        public Builder mark(String name, HtmlRule rule) {
            marks.put(name, Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Allows more schemes of URLs.
         *
         * @param names in lower case, without colon; not null
         * @return this
         */
        public Builder allowSchemes(String... names) {
            schemes.addAll(List.of(names));
            return this;
        }

        /**
         * Ends the rules.
         *
         * @return a writer with the rules so far
         */
        public HtmlWriter build() {
            return new HtmlWriter(this);
        }
    }
}
