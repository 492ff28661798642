package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The Tiptap page in a real browser, see tiptap.mjs: a writer with several tabs who is offline for a while, another one, a reader,
 * and a server that is killed meanwhile. Screenshots stay in target/editor-tests/tiptap.
 */
class TiptapIT {

    private static final String ROOM = "trip plan";

    private final Path work = Folders.empty("tiptap");
    private final Path data = work.resolve("data");
    private EditorProcess editor;

    @Test
    void peopleWriteAndReadOneDocument() throws Exception {
        editor = EditorProcess.start(data, 0);
        int port = editor.port();
        Map<String, Script.Action> answers =
                Map.of("kill", () -> editor.kill(), "start", () -> editor = EditorProcess.start(data, port));
        Script.run(answers, "tiptap.mjs", editor.address(), work.toString());
        editor.kill();
        assertThat(stored()).isEqualTo(Files.readString(work.resolve("document.xml")));
    }

    /** The document in the store, as Yjs would print it. */
    private String stored() {
        try (LocalEditor local = LocalEditor.start(data)) {
            Doc doc = new Doc();
            doc.applyUpdate(Update.fromV1(local.state(ROOM)));
            return doc.getXmlFragment("default").toString();
        }
    }

    @AfterEach
    void stop() {
        if (editor != null) {
            editor.close();
        }
    }
}
