package dev.collab4j.benchmarks.trace;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;

/** The document of one of several people, and what they have sent and seen. */
public final class Writer {
    private final Doc doc;
    private final YText text;
    /** What each transaction of this writer gave: nothing if it changed nothing. */
    private final List<List<Update>> sent = new ArrayList<>();
    /** How many transactions of each writer are in this document. */
    private final int[] known;

    Writer(int index, int writers) {
        known = new int[writers];
        doc = new Doc(DocOptions.builder().clientId(index + 1).build());
        text = doc.getText("text");
        doc.onUpdate(event -> {
            if (event.local()) {
                sent.get(sent.size() - 1).add(event.update());
            }
        });
    }

    List<Update> type(Trace.Step step) {
        List<Update> made = new ArrayList<>();
        sent.add(made);
        doc.transact(transaction -> step.edits().forEach(edit -> edit.applyTo(text)));
        known[step.agent()]++;
        return made;
    }

    void catchUp(int[] version, List<Writer> writers) {
        for (int other = 0; other < version.length; other++) {
            while (known[other] < version[other]) {
                writers.get(other).sent.get(known[other]++).forEach(doc::applyUpdate);
            }
        }
    }

    int[] version() {
        return known.clone();
    }

    /** Returns the text as this person sees it. */
    public String text() {
        return text.toString();
    }

    /** Returns the document, encoded. */
    public byte[] state() {
        return doc.encodeStateAsUpdate().toV1();
    }
}
