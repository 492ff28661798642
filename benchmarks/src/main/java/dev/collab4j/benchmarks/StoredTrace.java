package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a trace, loaded, encoded and replayed: that of Yjs if it is there, or else ours, which is equal. */
final class StoredTrace {
    private static final int[] MERGED = {2_000, 8_000};

    private final String name;
    private final Trace trace;
    private final YjsFiles yjs;
    private @Nullable Recording recording;

    private StoredTrace(String name, Trace trace, YjsFiles yjs) {
        this.name = name;
        this.trace = trace;
        this.yjs = yjs;
    }

    static void addTo(Suite suite, String name, Trace trace, YjsFiles yjs) {
        StoredTrace stored = new StoredTrace(name, trace, yjs);
        String bench = "trace:" + name;
        suite.add(bench, "/load", stored::load);
        suite.add(bench, "/load-v2", stored::loadV2);
        suite.add(bench, "/remote", stored::remote);
        suite.add(bench, "/merge", stored::merge);
        suite.add(bench, "/memory", stored::memory);
    }

    private Recording recording() {
        Recording known = recording;
        if (known == null) {
            known = yjs.read(name + ".doc")
                    .flatMap(state ->
                            yjs.read(name + ".updates").map(updates -> new Recording(state, Bytes.split(updates))))
                    .orElseGet(() -> Recording.of(trace.edits()));
            recording = known;
        }
        return known;
    }

    private void load(Report report, Repetitions repetitions) {
        new StoredDocument(Format.V1, recording().state, trace.endContent()).run(report, repetitions);
    }

    private void loadV2(Report report, Repetitions repetitions) {
        byte[] state = Update.fromV1(recording().state).toV2();
        new StoredDocument(Format.V2, state, trace.endContent()).run(report, repetitions);
    }

    private void remote(Report report, Repetitions repetitions) {
        List<byte[]> updates = recording().updates;
        Replay.run(report, repetitions, updates, trace.endContent());
    }

    private void merge(Report report, Repetitions repetitions) {
        repetitions.of(report, this::mergeAndDiff);
    }

    private void mergeAndDiff(Sample sample) {
        for (int n : MERGED) {
            String metric = "mergeUpdates.first" + n;
            List<Update> first =
                    recording().updates.stream().limit(n).map(Update::fromV1).toList();
            Update merged = sample.timed(metric, () -> Update.merge(first));
            sample.size(metric + ".size", merged.toV1().length);
        }
        Update state = Update.fromV1(recording().state);
        StateVector clocks = sample.timed("stateVectorFromUpdate", state::stateVector);
        sample.time("diffUpdateNoLoad", () -> state.diff(clocks));
    }

    private void memory(Report report, Repetitions repetitions) {
        Footprint.report(report, recording().state, trace.edits());
    }
}
