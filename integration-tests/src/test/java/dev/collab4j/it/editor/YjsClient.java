package dev.collab4j.it.editor;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.NodeProcess;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A real Yjs document with a real y-websocket provider, in a Node process of its own (client.mjs). */
final class YjsClient implements AutoCloseable {

    private static final int MOST_SECONDS = 600;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final NodeProcess process;

    private YjsClient(String address, String room, Consumer<String> journal) {
        List<String> script = List.of("client.mjs", address.replaceFirst("^http", "ws"), room);
        process = NodeProcess.start(Folders.SCRIPTS, script, line -> {
            if (line.startsWith("ok ") || line.startsWith("failed ")) {
                answers.add(line);
            } else {
                journal.accept(line);
            }
        });
    }

    /** Connects and waits until the document is there. */
    static YjsClient connect(String address, String room) throws InterruptedException {
        YjsClient client = start(address, room, System.out::println);
        client.ask("synced");
        return client;
    }

    /** Starts without waiting; the journal gets the lines between the answers, once it is asked for. */
    static YjsClient start(String address, String room, Consumer<String> journal) {
        return new YjsClient(address, room, journal);
    }

    String ask(String request) throws InterruptedException {
        send(request);
        return answer();
    }

    /** For requests to several clients at once. */
    void send(String request) {
        process.write(request);
    }

    String answer() throws InterruptedException {
        String answer = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
        if (answer == null || !answer.startsWith("ok ")) {
            throw new AssertionError("A Yjs client: " + answer);
        }
        return answer.substring("ok ".length());
    }

    /** The text of a root. */
    String text(String root) throws InterruptedException {
        return new String(Base64.getDecoder().decode(ask("root " + root)), StandardCharsets.UTF_8);
    }

    /** Empty if a document with this state has the same contents, state vector and deletions, else the first difference. */
    String differenceTo(byte[] state) throws InterruptedException {
        return ask("difference " + Base64.getEncoder().encodeToString(state));
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
