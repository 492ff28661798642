package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.List;

/** What came of a trace: the document, and the update of each edit, encoded. */
final class Recording {
    final byte[] state;
    final List<byte[]> updates;

    Recording(byte[] state, List<byte[]> updates) {
        this.state = state;
        this.updates = updates;
    }

    /** Of what one person types. */
    static Recording of(List<Edit> edits) {
        Replica writer = new Replica(1);
        List<byte[]> updates = writer.record(edits.size());
        writer.edit(edits);
        return new Recording(Format.V1.encode(writer.doc), updates);
    }

    /** Reports how large it is, and its hashes, which must be those of Yjs. */
    void report(Report report, YjsFiles yjs, String name) {
        report.value("docSize", state.length, "bytes");
        report.value("updates", updates.size(), "count");
        report.value("updatesSize", Bytes.size(updates), "bytes");
        yjs.check(report, "docSha256", name + ".doc", state);
        yjs.check(report, "updatesSha256", name + ".updates", Bytes.join(updates));
    }
}
