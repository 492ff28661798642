package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A browser escapes a room's name, a Node client may not: both have to reach one room. */
class RoomNameIT {

    private static final String ROOM = "équipe/plan 1";

    private final Path work = Folders.empty("room-name");

    @Test
    void aBrowserAndANodeClientMeet() throws Exception {
        try (LocalEditor editor = LocalEditor.start(work.resolve("data"));
                YjsClient node = YjsClient.connect(editor.address(), ROOM)) {
            node.ask("insert 0 " + base64("from Node"));
            Script.Action compare = () -> {
                assertThat(node.text("text")).isEqualTo("from Node and from a browser");
                assertThat(editor.text(ROOM, "text")).isEqualTo("from Node and from a browser");
            };
            Script.run(Map.of("compare", compare), "room-name.mjs", editor.address(), work.toString(), ROOM);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
