package dev.collab4j.it.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Update;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import dev.collab4j.it.oracle.Oracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ready-made Yjs documents of long histories: loaded and encoded again as by Yjs. */
class EgwalkerIT {
    private static Oracle oracle;

    @BeforeAll
    static void startOracle() {
        oracle = Oracle.start();
    }

    @AfterAll
    static void endOracle() {
        oracle.close();
    }

    @ParameterizedTest
    @CsvSource({"A1, 38142", "A2, 227126", "C1, 534050", "S1, 314556", "S2, 170307"})
    void aDocumentLoadsAndIsEncodedAsByYjs(String name, int length) {
        Optional<Path> found = TraceFolder.find("egwalker-yjs/" + name + ".yjs");
        if (found.isEmpty()) {
            return;
        }
        String file = found.get().toAbsolutePath().toString();
        oracle.send(Fields.of("do", "egwalker", "file", file));
        Doc doc = new Doc(DocOptions.builder().clientId(1).build());
        YText text = doc.getText("text");
        doc.applyUpdate(Update.fromV2(read(found.get())));
        assertThat(text.length()).isEqualTo(length);
        assertThat(oracle.receive())
                .containsExactly(
                        "length " + text.length(),
                        "pending " + doc.hasPending(),
                        "text " + Hashes.sha256(text.toString()),
                        "v1 " + Hashes.sha256(doc.encodeStateAsUpdate().toV1()),
                        "v2 " + Hashes.sha256(doc.encodeStateAsUpdateV2().toV2()));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
