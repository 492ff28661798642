package dev.collab4j.it.editor;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example serves clients of y-websocket and of Hocuspocus, who meet in one room. */
class BothProtocolsIT {

    private final Path work = Folders.empty("both-protocols");

    @Test
    void clientsOfBothMeet() throws Exception {
        try (LocalEditor editor = LocalEditor.start(work.resolve("data"))) {
            String address = editor.address().replaceFirst("^http", "ws");
            Script.run(Folders.PROVIDERS, request -> {}, "together.mjs", address);
        }
    }
}
