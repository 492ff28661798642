package dev.collab4j.it.traces;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import java.util.ArrayList;
import java.util.List;

/** The document of one person of a concurrent trace, and what they have sent and seen. */
final class TraceAgent {
    private final Doc doc;
    private final YText text;
    private final List<Update> updates = new ArrayList<>();
    private final int index;
    /** How many transactions of each agent are in this document. */
    private final int[] known;

    TraceAgent(int index, int agents) {
        this.index = index;
        this.known = new int[agents];
        this.doc = new Doc(DocOptions.builder().clientId(index + 1).build());
        this.text = doc.getText("text");
        doc.onUpdate(event -> {
            if (event.local()) {
                updates.add(event.update());
            }
        });
    }

    void type(List<Trace.Patch> patches) {
        doc.transact(tx -> patches.forEach(patch -> patch.typeInto(text)));
        known[index]++;
    }

    void catchUp(int[] version, List<TraceAgent> agents) {
        for (int other = 0; other < version.length; other++) {
            while (known[other] < version[other]) {
                doc.applyUpdate(agents.get(other).updates.get(known[other]++), "net");
            }
        }
    }

    int[] version() {
        return known.clone();
    }

    String text() {
        return text.toString();
    }

    byte[] state() {
        return doc.encodeStateAsUpdate().toV1();
    }
}
