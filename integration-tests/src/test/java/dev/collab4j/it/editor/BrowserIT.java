package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two pages in a real browser, see two-pages.mjs. Screenshots stay in target/editor-tests/browser. More runs in a row:
 * {@code -Dcollab.browser.runs=10}; another browser: {@code -Dcollab.browser=/path}.
 */
class BrowserIT {

    private static final int RUNS = Integer.getInteger("collab.browser.runs", 1);

    private final Path work = Folders.empty("browser");
    private EditorProcess editor;

    @Test
    void twoPagesWriteOneDocument() throws Exception {
        editor = EditorProcess.start(work.resolve("data"), 0);
        int port = editor.port();
        Map<String, Script.Action> answers = Map.of(
                "stop", () -> editor.stop(), "start", () -> editor = EditorProcess.start(work.resolve("data"), port));
        for (int run = 1; run <= RUNS; run++) {
            Script.run(answers, "two-pages.mjs", editor.address(), work.toString(), Integer.toString(run));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved-changes.test.mjs", "typing.test.mjs"})
    void thePageKeepsItsRules(String rules) {
        assertThatNoException().isThrownBy(() -> Script.run(Map.of(), "--test", "--test-reporter=dot", rules));
    }

    @AfterEach
    void stop() {
        if (editor != null) {
            editor.close();
        }
    }
}
