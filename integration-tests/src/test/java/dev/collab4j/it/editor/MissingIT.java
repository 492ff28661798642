package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stranger's machine may lack is said in one line. */
class MissingIT {

    private final Path work = Folders.empty("missing");

    @Test
    void node() throws Exception {
        ProcessBuilder npm = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Folders.NPM.toString(),
                Folders.SCRIPTS.toString());
        npm.environment().put("PATH", work.toString());
        assertThat(failureOf(npm))
                .singleElement()
                .asString()
                .startsWith("Node.js 20 or newer is needed")
                .endsWith("libraries alone: mvn -ntp -Dlibraries verify");
    }

    @Test
    void browser() throws Exception {
        String nowhere = work.resolve("chromium").toString();
        ProcessBuilder script = new ProcessBuilder("node", "two-pages.mjs", "http://localhost", work.toString(), "1")
                .directory(Folders.SCRIPTS.toFile());
        script.environment().put("COLLAB_BROWSER", nowhere);
        assertThat(failureOf(script))
                .containsExactly("There is no browser at " + nowhere + " (-Dcollab.browser or CHROME_BIN)");
    }

    private static List<String> failureOf(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return output.lines().toList();
    }
}
