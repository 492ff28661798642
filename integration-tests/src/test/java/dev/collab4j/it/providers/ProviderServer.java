package dev.collab4j.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.hub.Access;
import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.JoinRequest;
import dev.collab4j.hub.StatelessMessage;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.it.host.StallingStore;
import dev.collab4j.netty.NettyTransport;

/** A hub with both protocols at one port, what its scripts may ask of it, and a store that outlives it. */
final class ProviderServer implements AutoCloseable {

    private final StallingStore store = new StallingStore(new InMemoryDocumentStore());
    private CollabHub hub;
    private NettyTransport transport;

    private ProviderServer() {
        hub = hub();
        transport = listen(0);
    }

    static ProviderServer start() {
        return new ProviderServer();
    }

    private CollabHub hub() {
        return CollabHub.builder()
                .store(store)
                .authenticator(ProviderServer::authenticate)
                .statelessListener(ProviderServer::answer)
                .build();
    }

    private NettyTransport listen(int port) {
        return NettyTransport.builder()
                .host("127.0.0.1")
                .port(port)
                .route("/y/*", hub.yWebSocket())
                .route("/hocuspocus", hub.hocuspocus())
                .start();
    }

    /** The token says what it allows; without one only public rooms are open. */
    private static Access authenticate(JoinRequest request) {
        String token = request.token();
        if (token == null) {
            return request.room().endsWith("-public") ? Access.readWrite(null) : Access.denied("no token");
        } else if (token.startsWith("bad")) {
            return Access.denied("wrong token");
        }
        return token.startsWith("reader") ? Access.readOnly(token) : Access.readWrite(token);
    }

    private static void answer(StatelessMessage message) {
        if (message.payload().startsWith("all ")) {
            message.broadcast(message.user() + " says " + message.payload());
        } else {
            message.reply("you said " + message.payload());
        }
    }

    String address() {
        return "ws://127.0.0.1:" + transport.port();
    }

    /** Does what a script asks for: a word, the room, and the rest. */
    void answer(String request) throws Exception {
        String[] words = request.split(" ", 3);
        switch (words[0]) {
            case "stall" -> store.stall(words[1]);
            case "release" -> store.release(words[1]);
            case "broadcast" -> hub.room(words[1]).broadcastStateless(words[2]);
            case "stored" -> assertThat(stored(words[1])).isEqualTo(words[2]);
            case "restart" -> restart();
            default -> throw new IllegalArgumentException(request);
        }
    }

    /** What another hub finds in the store. */
    private String stored(String room) {
        try (CollabHub reader = CollabHub.builder()
                .store(store)
                .authenticator(Authenticator.anyone())
                .build()) {
            return reader.room(room).read(doc -> doc.getText("text").toString()).join();
        }
    }

    /** On the same port. */
    private void restart() {
        int port = transport.port();
        close();
        hub = hub();
        transport = listen(port);
    }

    @Override
    public void close() {
        hub.close();
        transport.close();
    }
}
