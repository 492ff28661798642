package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.it.host.Folders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * A real writer's history, typed letter by letter through a real Yjs client. {@code -Dcollab.traces=DIR} names the folder that has
 * sequential/automerge-paper.json.gz; without it a synthetic history serves.
 */
class TypedTraceIT {

    private static final String ROOM = "paper";
    private static final int SEED = 20_261_124;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data = Folders.empty("trace").resolve("data");

    @Test
    void givesTheSameTextEverywhere() throws Exception {
        String wanted;
        try (LocalEditor editor = LocalEditor.start(data);
                YjsClient writer = YjsClient.connect(editor.address(), ROOM);
                YjsClient reader = YjsClient.connect(editor.address(), ROOM)) {
            long begun = System.nanoTime();
            String typed = writer.ask(trace());
            wanted = typed.substring(typed.indexOf(' ') + 1);
            writer.ask("saved");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(reader.ask("digest")).isEqualTo(wanted));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(digest(editor.text(ROOM, "text"))).isEqualTo(wanted));
            System.out.println(typed.replaceFirst(" .*", "") + " edits of a trace reached the second client in "
                    + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
        }
        try (LocalEditor editor = LocalEditor.start(data)) {
            assertThat(digest(editor.text(ROOM, "text"))).isEqualTo(wanted);
        }
    }

    private static String trace() {
        String traces = System.getProperty("collab.traces");
        if (traces == null) {
            System.out.println("No -Dcollab.traces=DIR: a synthetic trace with seed " + SEED + " serves");
            return "synthetic " + SEED;
        }
        Path file = Path.of(traces, "sequential", "automerge-paper.json.gz");
        assertThat(Files.exists(file)).as("%s exists", file).isTrue();
        return "trace " + file;
    }

    private static String digest(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return text.length() + " " + HexFormat.of().formatHex(hash);
    }
}
