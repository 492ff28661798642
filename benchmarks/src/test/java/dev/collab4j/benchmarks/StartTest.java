package dev.collab4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    Path folder;

    /** The JDK takes 10 to 20 ms for the first of either. */
    @Test
    void aProcessThatLoadsADocumentNeedsNeitherLambdasNorRandomNumbers() throws Exception {
        Doc doc = new Doc();
        doc.getText("text").insert(0, "abcdef");
        doc.getText("text").delete(2, 1);
        Path file = Files.write(folder.resolve("doc"), doc.encodeStateAsUpdate().toV1());
        assertThat(start(file))
                .contains("dev.collab4j.core.YText", "\n5\n")
                .doesNotContain("$$Lambda", "java.security.SecureRandom");
    }

    private static String start(Path file) throws IOException, URISyntaxException {
        String classPath = folderOf(Start.class) + File.pathSeparator + folderOf(Doc.class);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        classPath,
                        Start.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
