package dev.collab4j.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person really typed, in Java and in Yjs: the same text and the same bytes in the end. */
class TracesIT {
    private static final long CLIENT = 7;

    @TempDir
    Path folder;

    @Test
    void automergePaperTypedInJavaGivesTheBytesOfYjs() {
        Trace trace = Trace.load("sequential/automerge-paper", folder);
        try (Oracle oracle = Oracle.start()) {
            oracle.send(Fields.of(
                    "do", "trace", "file", trace.file().toAbsolutePath().toString(), "client", CLIENT));
            Doc doc = new Doc(DocOptions.builder().clientId(CLIENT).build());
            YText text = doc.getText("text");
            long start = System.nanoTime();
            trace.patches().forEach(patch -> patch.typeInto(text));
            System.out.printf(
                    "traces: %d patches in %d ms%n", trace.patches().size(), (System.nanoTime() - start) / 1_000_000);
            assertThat(text.toString()).isEqualTo(trace.endContent());
            byte[] state = doc.encodeStateAsUpdate().toV1();
            assertThat(List.of(Hashes.sha256(text.toString()), Hashes.sha256(state)))
                    .isEqualTo(oracle.receive());
        }
    }
}
