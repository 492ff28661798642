package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.it.host.Folders;
import dev.collab4j.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the example stops when it gets SIGTERM. */
class EditorStopIT {

    private static final int CLIENTS = 8;

    private final Path data = Folders.empty("stop").resolve("data");
    private final Doc doc = new Doc();

    @Test
    void clientsAreSentAwayOneAfterTheOtherAndWhatTheyWroteIsThere() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (EditorProcess editor = EditorProcess.start(data, 0)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(RawClient.open(editor.port(), "/y/notes"));
            }
            doc.getText("text").insert(0, "written");
            send(clients.get(0), new SyncMessage.Step1(StateVector.empty()));
            answer(clients.get(0));
            send(clients.get(0), new SyncMessage.Update(doc.encodeStateAsUpdate()));
            awaitEcho(clients.get(0));
            Thread stopper = new Thread(() -> stop(editor), "stop");
            long start = System.nanoTime();
            stopper.start();
            for (RawClient client : clients) {
                assertThat(client.awaitCloseCode()).isEqualTo(1012);
                client.close();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("100 ms between two of a few clients")
                    .isGreaterThan(Duration.ofMillis(500));
            stopper.join();
            assertThat(editor.waitForExit()).as("128 + SIGTERM").isEqualTo(143);
        }
        try (EditorProcess again = EditorProcess.start(data, 0);
                RawClient client = RawClient.open(again.port(), "/y/notes")) {
            send(client, new SyncMessage.Step1(StateVector.empty()));
            assertThat(answer(client).getText("text").toString()).isEqualTo("written");
        }
    }

    private static void stop(EditorProcess editor) {
        try {
            editor.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(RawClient client, SyncMessage message) throws IOException {
        client.message(new Message.Sync(message).encode());
    }

    /** Then it is stored. */
    private static void awaitEcho(RawClient client) throws IOException {
        Message message;
        do {
            message = Message.decode(client.read().payload());
        } while (!(message instanceof Message.Sync sync && sync.message() instanceof SyncMessage.Update));
    }

    private static Doc answer(RawClient client) throws IOException {
        while (true) {
            if (Message.decode(client.read().payload()) instanceof Message.Sync sync
                    && sync.message() instanceof SyncMessage.Step2 step2) {
                Doc answered = new Doc();
                answered.applyUpdate(step2.update(), "the server");
                return answered;
            }
        }
    }
}
