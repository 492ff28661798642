package dev.collab4j.core.prosemirror;

/** Says what stands in plain text for nodes of one name. */
@FunctionalInterface
public interface TextRule {
    /**
     * Makes the text of one node.
     *
     * @param node the node
     * @return what stands for it, before what is in it; may be empty or have several lines; not null
     */
    String text(EditorNode node);
}
