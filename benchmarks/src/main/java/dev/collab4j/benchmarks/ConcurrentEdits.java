package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Session;
import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.core.Update;
import java.util.List;

/** A trace that several people typed at once: what they made, merged by somebody else. */
final class ConcurrentEdits {
    private final String name;
    private final Trace trace;
    private final YjsFiles yjs;

    private ConcurrentEdits(String name, Trace trace, YjsFiles yjs) {
        this.name = name;
        this.trace = trace;
        this.yjs = yjs;
    }

    static void addTo(Suite suite, String name, Trace trace, YjsFiles yjs) {
        suite.add("conc:" + name, "", new ConcurrentEdits(name, trace, yjs)::run);
    }

    private void run(Report report, Repetitions repetitions) {
        repetitions.of(report, this::generate);
        List<byte[]> updates =
                Session.of(trace).updates().stream().map(Update::toV1).toList();
        Replay.run(report, repetitions, updates, trace.endContent());
        Replica merged = new Replica(Replay.READER);
        merged.applyEach(updates);
        byte[] state = Format.V1.encode(merged.doc);
        new StoredDocument(Format.V1, state, trace.endContent()).run(report, repetitions);
        new Recording(state, updates).report(report, yjs, name + ".conc");
    }

    private void generate(Sample sample) {
        Session session = sample.timed("generateAllReplicas", () -> Session.of(trace));
        session.writers().forEach(writer -> Check.equal("text", trace.endContent(), writer.text()));
    }
}
