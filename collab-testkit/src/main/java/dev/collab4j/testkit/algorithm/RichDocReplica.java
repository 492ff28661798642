package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Doc;
import java.util.List;

/**
 * Our document with all kinds of types: a formatted text, a list and a map with types in it. Every second one speaks
 * version 2 of the format, and every second pair is observed.
 */
public final class RichDocReplica extends DocumentReplica<DocOp> {
    static final String TEXT = "text";
    static final String LIST = "list";
    static final String MAP = "map";

    /**
     * An empty document.
     *
     * @param id its client id, which also says how it speaks and whether it is observed
     */
    public RichDocReplica(int id) {
        super(id, (id & 1) != 0);
        view(doc()); // types the roots
        if ((id & 2) != 0) {
            doc().getMap(MAP).observeDeep(events -> {});
            doc().getText(TEXT).observe(event -> {});
        }
    }

    @Override
    protected void apply(Doc document, DocOp op) {
        op.applyTo(document);
    }

    @Override
    protected Object view(Doc document) {
        return List.of(
                document.getText(TEXT).toDelta(),
                document.getArray(LIST).toJson(),
                document.getMap(MAP).toJson());
    }
}
