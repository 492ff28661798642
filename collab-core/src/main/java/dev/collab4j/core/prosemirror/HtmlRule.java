package dev.collab4j.core.prosemirror;

/** Says how nodes or marks of one name look in HTML. */
@FunctionalInterface
public interface HtmlRule {
    /**
     * Makes the tag of one node or mark. What it doesn't ask of the attributes is kept as data.
     *
     * @param node the node or mark
     * @return the tag around what is in it, not null
     */
    HtmlTag tag(EditorNode node);
}
