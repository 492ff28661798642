package dev.collab4j.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.benchmarks.trace.Session;
import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.benchmarks.trace.Writer;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What two people really typed at once, a document each: the trace's text for both, and the bytes of Yjs. */
class ConcurrentTraceIT {
    @Test
    void friendsForeverTypedByTwoGivesTheTextOfTheTraceAndTheBytesOfYjs() throws IOException {
        Optional<Path> file = TraceFolder.find("concurrent/friendsforever.json.gz");
        if (file.isEmpty()) {
            return;
        }
        try (Oracle oracle = Oracle.start()) {
            oracle.send(Fields.of(
                    "do", "concurrent", "file", file.get().toAbsolutePath().toString()));
            Trace trace = Trace.read(file.get());
            List<Writer> writers = Session.of(trace).writers();
            assertThat(writers).extracting(Writer::text).containsOnly(trace.endContent());
            List<String> ours = new ArrayList<>();
            for (Writer writer : writers) {
                ours.add(Hashes.sha256(writer.text()));
                ours.add(Hashes.sha256(writer.state()));
            }
            assertThat(ours).isEqualTo(oracle.receive());
        }
    }
}
