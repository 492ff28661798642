package dev.collab4j.core.prosemirror;

import dev.collab4j.core.YXmlFragment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Writes documents of editors built on ProseMirror as plain text, for search and mail: each block on a line of its own,
 * items of lists behind a bullet, a number or a box, quotes behind {@code >}, cells of a row with tabs between them, the
 * target of a link behind it in parentheses, a mention as {@code @label}, an image as its description. Of nodes and marks that
 * aren't known the text in them is written.
 */
public final class TextWriter {
    private final Map<String, TextRule> nodes;
    private final boolean linkTargets;

    private TextWriter(Builder builder) {
        nodes = Map.copyOf(builder.nodes);
        linkTargets = builder.linkTargets;
    }

    /**
     * Starts with the rules for the common schemas, and with targets of links.
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
     * @return lines that each end with a line feed
     */
    public String write(YXmlFragment fragment) {
        return Walk.through(fragment, new TextPrinter(nodes, Urls.SAFE_SCHEMES, linkTargets))
                .text();
    }

    /** Collects rules. For one thread; may go on after {@link #build}. */
    public static final class Builder {
        private final Map<String, TextRule> nodes = new HashMap<>();
        private boolean linkTargets = true;

        private Builder() {
            nodes.put("hard_break", node -> "\n");
            nodes.put("hardBreak", node -> "\n");
            nodes.put("horizontal_rule", node -> "---");
            nodes.put("horizontalRule", node -> "---");
            nodes.put("image", node -> first(node, "alt", "title"));
            nodes.put("mention", node -> "@" + first(node, "label", "id"));
        }

        private static String first(EditorNode node, String attribute, String other) {
            String text = node.string(attribute);
            return text == null ? Objects.requireNonNullElse(node.string(other), "") : text;
        }

        /**
         * Sets what stands for nodes of one name, in place of the rule that there may be.
         *
         * @param name not null
         * @param rule called for each node, under the lock of the document; not null
         * @return this
         */
        public Builder node(String name, TextRule rule) {
            nodes.put(name, Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Whether the target of a link is written behind it, if it is another text than the link and safe.
         *
         * @param written false for text that is only searched
         * @return this
         */
        public Builder linkTargets(boolean written) {
            linkTargets = written;
            return this;
        }

        /**
         * Ends the rules.
         *
         * @return a writer with the rules so far
         */
        public TextWriter build() {
            return new TextWriter(this);
        }
    }
}
