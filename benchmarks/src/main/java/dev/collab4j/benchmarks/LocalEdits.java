package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.benchmarks.trace.Trace;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A trace typed by one person, each edit a transaction of its own unless it says otherwise. */
final class LocalEdits {
    private static final String FLOOR = "gap-buffer";

    private final List<Edit> edits;
    private final String end;

    private LocalEdits(Trace trace) {
        edits = trace.edits();
        end = trace.endContent();
    }

    static void addTo(Suite suite, String name, Trace trace, YjsFiles yjs) {
        LocalEdits local = new LocalEdits(trace);
        String bench = "trace:" + name;
        suite.add(bench, "/floor", (report, repetitions) -> {
            repetitions.of(report.of(FLOOR), local::floor);
            repetitions.of(report.of(FLOOR), local::locks);
        });
        suite.add(bench, "/local", (report, repetitions) -> {
            local.run(report, repetitions);
            Recording.of(local.edits).report(report, yjs, name);
        });
        suite.add(bench, "/observed", (report, repetitions) -> repetitions.of(report, local::withDeltas));
    }

    private void floor(Sample sample) {
        GapBuffer buffer = new GapBuffer();
        sample.time("localPerOpNoListener", () -> edits.forEach(buffer::apply));
        Check.equal("text", end, buffer.toString());
    }

    /** A lock that nobody else wants, once an edit: a part of what a document takes. */
    private void locks(Sample sample) {
        ReentrantLock lock = new ReentrantLock();
        int[] held = new int[1];
        sample.time("uncontendedLock", () -> {
            for (int i = 0; i < edits.size(); i++) {
                lock.lock();
                try {
                    held[0]++;
                } finally {
                    lock.unlock();
                }
            }
        });
        Check.equal("locks", edits.size(), held[0]);
    }

    private void run(Report report, Repetitions repetitions) {
        repetitions.of(report, this::withUpdates);
        repetitions.of(report, this::noListener);
        repetitions.of(report, this::oneTransaction);
        repetitions.of(report, this::readAndEncoded);
    }

    private void withUpdates(Sample sample) {
        Replica writer = new Replica(1);
        List<byte[]> updates = writer.record(edits.size());
        sample.time("localPerOpWithUpdates", () -> writer.edit(edits));
        Check.text(writer, end);
        reportAllocated(
                sample,
                "localPerOpWithUpdates",
                updates.stream().mapToLong(Footprint::of).sum());
    }

    private void noListener(Sample sample) {
        Replica writer = new Replica(1);
        sample.time("localPerOpNoListener", () -> writer.edit(edits));
        Check.text(writer, end);
        reportAllocated(sample, "localPerOpNoListener", 0);
    }

    /** What an edit allocates besides the {@code given} bytes that the caller gets. */
    private void reportAllocated(Sample sample, String metric, long given) {
        double allocated = (double) sample.cost(metric).bytes() - given;
        sample.size(metric + ".allocatedPerOp", allocated / edits.size());
    }

    private void oneTransaction(Sample sample) {
        Replica writer = new Replica(1);
        sample.time("localOneTransaction", () -> writer.doc.transact(transaction -> writer.edit(edits)));
        Check.text(writer, end);
    }

    /** With an observer that looks at what each edit changed. */
    private void withDeltas(Sample sample) {
        Replica writer = new Replica(1);
        int[] seen = new int[1];
        writer.text.observe(event -> seen[0] += event.delta().ops().size());
        sample.time("localPerOpWithDelta", () -> writer.edit(edits));
        Check.text(writer, end);
    }

    /** With what an editor does in the end, so that no work is only put off. */
    private void readAndEncoded(Sample sample) {
        Replica writer = new Replica(1);
        sample.time("localTextAndEncode", () -> {
            writer.edit(edits);
            Check.text(writer, end);
            Format.V1.encode(writer.doc);
        });
    }
}
