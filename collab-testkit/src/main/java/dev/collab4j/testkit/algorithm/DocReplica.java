package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Doc;
import dev.collab4j.core.YText;
import dev.collab4j.testkit.simulation.TextOp;

/**
 * Our document as a text: YATA, as Yjs has it. Every second one speaks version 2 of the format, and every second pair
 * is observed, by somebody who follows the text from what events tell.
 */
public final class DocReplica extends DocumentReplica<TextOp> {
    private static final String NAME = "text";

    private final StringBuilder followed = new StringBuilder();
    private final boolean observed;

    /**
     * An empty document.
     *
     * @param id its client id, which also says how it speaks and whether it is observed
     */
    public DocReplica(int id) {
        this(id, (id & 1) != 0, (id & 2) != 0);
    }

    private DocReplica(int id, boolean version2, boolean observed) {
        super(id, version2);
        this.observed = observed;
        if (observed) {
            text(doc()).observe(event -> follow(event.delta()));
        }
    }

    /**
     * An empty document that speaks version 1 of the format, to measure that.
     *
     * @param id its client id
     * @return the document
     */
    public static DocReplica version1(int id) {
        return new DocReplica(id, false, false);
    }

    /**
     * An empty document that speaks version 2 of the format, to measure that.
     *
     * @param id its client id
     * @return the document
     */
    public static DocReplica version2(int id) {
        return new DocReplica(id, true, false);
    }

    private static YText text(Doc document) {
        return document.getText(NAME);
    }

    @Override
    protected void apply(Doc document, TextOp op) {
        edit(text(document), op);
    }

    static void edit(YText text, TextOp op) {
        int length = text.length();
        if (op instanceof TextOp.Insert insert) {
            text.insert(insert.index(length), insert.text());
        } else if (op instanceof TextOp.Delete delete) {
            text.delete(delete.index(length), delete.countIn(length));
        }
    }

    @Override
    protected String view(Doc document) {
        return text(document).toString();
    }

    private void follow(Delta delta) {
        int at = 0;
        for (Delta.Op op : delta.ops()) {
            if (op instanceof Delta.Retain retain) {
                at += retain.length();
            } else if (op instanceof Delta.Delete delete) {
                followed.delete(at, at + delete.length());
            } else if (op instanceof Delta.Insert insert) {
                followed.insert(at, insert.value());
                at += insert.value().toString().length();
            }
        }
    }

    @Override
    public void check() {
        super.check();
        if (observed && !view().equals(followed.toString())) {
            throw new AssertionError("By its events it shows\n  " + followed + ", not\n  " + view());
        }
    }
}
