package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.core.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A trace of one person once more, for JMH and its profilers: an operation is the whole trace. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class B4 {
    /** The file of the trace; empty for a synthetic one. */
    @Param("")
    public String trace = "";

    private List<Edit> edits = List.of();
    private Recording recorded = Recording.of(edits);
    private byte[] smallerState = {};

    /** Reads and types the trace. */
    @Setup
    public void type() throws IOException {
        edits = (trace.isEmpty() ? Trace.synthetic() : Trace.read(Path.of(trace))).edits();
        recorded = Recording.of(edits);
        smallerState = Update.fromV1(recorded.state).toV2();
    }

    /** What is faster than any CRDT. */
    @Benchmark
    public Object gapBuffer() {
        GapBuffer buffer = new GapBuffer();
        edits.forEach(buffer::apply);
        return buffer;
    }

    /** Each edit a transaction, and nobody listens. */
    @Benchmark
    public Object localPerOpNoListener() {
        Replica writer = new Replica(1);
        writer.edit(edits);
        return writer;
    }

    /** Each edit a transaction, and somebody takes its update. */
    @Benchmark
    public Object localPerOpWithUpdates() {
        Replica writer = new Replica(1);
        List<byte[]> updates = writer.record(edits.size());
        writer.edit(edits);
        return updates;
    }

    /** All edits in one transaction. */
    @Benchmark
    public Object localOneTransaction() {
        Replica writer = new Replica(1);
        writer.doc.transact(transaction -> writer.edit(edits));
        return writer;
    }

    /** The updates of all edits, one by one. */
    @Benchmark
    public Object remotePerUpdate() {
        Replica reader = new Replica(Replay.READER);
        reader.applyEach(recorded.updates);
        return reader;
    }

    /** The updates of all edits in one transaction. */
    @Benchmark
    public Object remoteBatch() {
        Replica reader = new Replica(Replay.READER);
        reader.applyAtOnce(recorded.updates);
        return reader;
    }

    /** The document in version 1 of the format. */
    @Benchmark
    public Object loadAndTextTime() {
        return Format.V1.load(recorded.state).text.toString();
    }

    /** The document in version 2 of the format. */
    @Benchmark
    public Object loadAndTextTimeV2() {
        return Format.V2.load(smallerState).text.toString();
    }

    /** The document in version 1 of the format, after an edit. */
    @Benchmark
    public Object encodeTime(Edited edited) {
        return Format.V1.encode(edited.replica.doc);
    }

    /** A document that was just edited. */
    @State(Scope.Benchmark)
    public static class Edited {
        private Replica replica = new Replica(1);

        /** Loads and edits it. */
        @Setup(Level.Invocation)
        public void edit(B4 benchmark) {
            replica = Format.V1.load(benchmark.recorded.state);
            replica.text.insert(replica.text.length() / 2, "x");
        }
    }
}
