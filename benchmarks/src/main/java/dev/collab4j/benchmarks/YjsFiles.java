package dev.collab4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Yjs wrote of the same edits, as the harness of the others leaves it: "yjs.NAME.doc", "yjs.NAME.updates".
 *
 * @param folder null if there is none
 */
record YjsFiles(@Nullable Path folder) {
    Optional<byte[]> read(String name) {
        return Optional.ofNullable(folder)
                .map(existing -> existing.resolve("yjs." + name))
                .filter(Files::exists)
                .map(YjsFiles::bytes);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reports the hash of {@code ours}, which must be what Yjs wrote, if that is there. */
    void check(Report report, String metric, String name, byte[] ours) {
        String hash = Bytes.sha256(ours);
        report.text(metric, hash, "sha256");
        read(name).ifPresent(theirs -> Check.equal(metric, Bytes.sha256(theirs), hash));
    }
}
