package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.it.host.Folders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several Node processes with the real yjs and y-websocket edit all shared types of one room at once. */
class RealClientsIT {

    private static final String ROOM = "everything";
    private static final int CLIENTS = 4;
    private static final int EDITS = 400;
    private static final int MILLIS_BETWEEN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path data = Folders.empty("clients").resolve("data");
    private final List<YjsClient> clients = new ArrayList<>();

    @Test
    void convergeWithTheServerAndWithWhatItStored() throws Exception {
        byte[] last;
        try (LocalEditor editor = LocalEditor.start(data)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(YjsClient.connect(editor.address(), ROOM));
            }
            editAtOnce();
            await().atMost(PATIENCE).untilAsserted(() -> assertAllEqual(editor));
            last = editor.state(ROOM);
        }
        try (LocalEditor editor = LocalEditor.start(data);
                YjsClient fresh = YjsClient.connect(editor.address(), ROOM)) {
            assertThat(fresh.differenceTo(last)).isEmpty();
            assertThat(fresh.differenceTo(editor.state(ROOM))).isEmpty();
        }
    }

    private void editAtOnce() throws InterruptedException {
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).send("edit " + (i + 1) + " " + EDITS + " " + MILLIS_BETWEEN);
        }
        for (YjsClient client : clients) {
            client.answer();
            client.ask("saved");
        }
    }

    private void assertAllEqual(LocalEditor editor) throws InterruptedException {
        byte[] state = editor.state(ROOM);
        for (YjsClient client : clients) {
            assertThat(client.differenceTo(state)).isEmpty();
        }
    }

    @AfterEach
    void stop() {
        clients.forEach(YjsClient::close);
    }
}
