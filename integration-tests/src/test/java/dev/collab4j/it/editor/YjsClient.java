package dev.collab4j.it.editor;

import dev.collab4j.it.host.Conversation;
import dev.collab4j.it.host.Folders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** A real Yjs document with a real y-websocket provider, in a Node process of its own (client.mjs). */
final class YjsClient implements AutoCloseable {

    private final Conversation process;

    private YjsClient(String address, String room, Consumer<String> journal) {
        List<String> script = List.of("client.mjs", address.replaceFirst("^http", "ws"), room);
        process = Conversation.start(Folders.SCRIPTS, script, journal);
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
        return process.ask(request);
    }

    /** For requests to several clients at once. */
    void send(String request) {
        process.send(request);
    }

    String answer() throws InterruptedException {
        return process.answer();
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
