package dev.collab4j.it.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.hub.Authenticator;
import dev.collab4j.hub.CollabHub;
import dev.collab4j.hub.HubOptions;
import dev.collab4j.hub.Session;
import dev.collab4j.hub.StatelessMessage;
import dev.collab4j.hub.memory.InMemoryDocumentStore;
import dev.collab4j.it.host.StallingStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.StoredUpdate;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** A hub with both protocols at one port, what its scripts may ask of it, and a store that outlives it. */
final class ProviderServer implements AutoCloseable {

    /** Provider 2 doesn't know the question for a token: that is how long it takes until it is closed. */
    private static final Duration TOKEN_WITHIN = Duration.ofSeconds(4);

    private final StallingStore store = new StallingStore(new InMemoryDocumentStore());
    private final ProviderAccess access = new ProviderAccess();
    private final Listening listening;
    private CollabHub hub;
    private Listener transport;

    private ProviderServer(Listening listening) {
        this.listening = listening;
        hub = hub();
        transport = listening.on(0, hub);
    }

    /** A transport that listens. */
    interface Listener {
        int port();

        void close();
    }

    /** Which transport it is. */
    interface Listening {
        Listener on(int port, CollabHub hub);
    }

    static ProviderServer start() {
        return start(Boolean.getBoolean("collab.providers.tomcat") ? TomcatListener::new : NettyListener::new);
    }

    static ProviderServer start(Listening listening) {
        return new ProviderServer(listening);
    }

    private CollabHub hub() {
        return CollabHub.builder()
                .store(store)
                .authenticator(access)
                .statelessListener(ProviderServer::answer)
                .options(
                        HubOptions.builder().authenticationTimeout(TOKEN_WITHIN).build())
                .build();
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
            case "kick" -> kick(words[1], words[2]);
            case "demote" -> checkAgain(words[1], words[2], access::makeReader);
            case "promote" -> checkAgain(words[1], words[2], access::makeWriter);
            case "delete" -> assertThat(hub.room(words[1]).delete().join()).isTrue();
            case "recreate" -> assertThat(hub.room(words[1]).recreate().join()).isTrue();
            case "rename" -> hub.room(words[1]).renameTo(words[2]).join();
            case "gone" -> assertGone(words[1]);
            case "restart" -> restart();
            default -> throw new IllegalArgumentException(request);
        }
    }

    private void kick(String room, String user) {
        access.ban(room, user);
        sessions(room, user).forEach(session -> session.close("you were removed"));
    }

    private void checkAgain(String room, String user, BiConsumer<String, String> change) {
        change.accept(room, user);
        sessions(room, user).forEach(Session::reauthenticate);
    }

    private List<Session> sessions(String room, String user) {
        List<Session> sessions = hub.room(room).sessions().join().stream()
                .filter(session -> user.equals(session.user()))
                .toList();
        assertThat(sessions).isNotEmpty();
        return sessions;
    }

    /** A tombstone, and not a byte of content. */
    private void assertGone(String room) {
        Head head = store.load(room, new LoadSink() {
            @Override
            public void update(StoredUpdate update) {
                throw new AssertionError("an update is left");
            }

            @Override
            public void snapshot(InputStream bytes, long length) {
                throw new AssertionError("a snapshot is left");
            }
        });
        assertThat(head.deleted()).isTrue();
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
        transport = listening.on(port, hub);
    }

    @Override
    public void close() {
        hub.close();
        transport.close();
    }
}
