package dev.collab4j.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.benchmarks.trace.Trace;
import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person really typed, in Java and in Yjs: the same text and the same bytes in the end. */
class TracesIT {
    private static final long CLIENT = 7;
    private static final int SYNTHETIC_EDITS = 30_000;

    @TempDir
    Path folder;

    @Test
    void automergePaperTypedInJavaGivesTheBytesOfYjs() throws IOException {
        Path file = TraceFolder.find("sequential/automerge-paper.json.gz").orElseGet(this::synthetic);
        Trace trace = Trace.read(file);
        try (Oracle oracle = Oracle.start()) {
            oracle.send(Fields.of("do", "trace", "file", file.toAbsolutePath().toString(), "client", CLIENT));
            Doc doc = new Doc(DocOptions.builder().clientId(CLIENT).build());
            YText text = doc.getText("text");
            long start = System.nanoTime();
            trace.edits().forEach(edit -> edit.applyTo(text));
            System.out.printf(
                    "traces: %d edits in %d ms%n", trace.edits().size(), (System.nanoTime() - start) / 1_000_000);
            assertThat(text.toString()).isEqualTo(trace.endContent());
            byte[] state = doc.encodeStateAsUpdate().toV1();
            assertThat(List.of(Hashes.sha256(text.toString()), Hashes.sha256(state)))
                    .isEqualTo(oracle.receive());
        }
    }

    private Path synthetic() {
        Path file = folder.resolve("synthetic.json.gz");
        System.out.println("traces: a synthetic one of " + SYNTHETIC_EDITS + " edits serves");
        try {
            Trace.synthetic(1, SYNTHETIC_EDITS).write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
