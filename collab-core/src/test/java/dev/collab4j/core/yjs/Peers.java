package dev.collab4j.core.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StoreLayout;
import dev.collab4j.core.Subscription;
import dev.collab4j.core.Update;
import dev.collab4j.core.YArray;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.core.YXmlElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Replicas on a network of which the test decides when it delivers what: messages between two replicas stay in order,
 * those of different senders overtake each other, and who is cut off misses what is sent meanwhile.
 */
final class Peers {
    final List<Peer> all = new ArrayList<>();
    private final Random random;
    private final long seed;

    Peers(int count) {
        this(count, 1);
    }

    Peers(int count, long seed) {
        this.seed = seed;
        random = new Random(seed);
        for (int client = 0; client < count; client++) {
            Peer peer = new Peer(client);
            all.add(peer);
            peer.connect();
        }
        flush();
    }

    Peer get(int index) {
        return all.get(index);
    }

    /** One replica with the four roots that the cases use. */
    final class Peer {
        final Doc doc;
        final YArray array;
        final YMap map;
        final YText text;
        final YXmlElement xml;
        private final Map<Peer, Deque<Consumer<Peer>>> inbox = new LinkedHashMap<>();
        private final List<Update> seen = new ArrayList<>();
        private boolean online;

        private Peer(long client) {
            doc = new Doc(DocOptions.builder().clientId(client).build());
            array = doc.getArray("array");
            map = doc.getMap("map");
            text = doc.getText("text");
            xml = doc.getXmlElement("xml");
            Subscription stays = doc.onUpdate(event -> {
                seen.add(event.update());
                if (event.origin() != Peers.this) {
                    broadcast(receiver -> receiver.apply(event.update()));
                }
            });
            assertThat(stays).isNotNull();
        }

        void disconnect() {
            online = false;
            inbox.clear();
        }

        /** Asks all others for what is missing here, and is asked by them. */
        void connect() {
            if (online) {
                return;
            }
            online = true;
            broadcast(receiver -> receiver.answer(this));
            all.stream()
                    .filter(other -> other.online && other != this)
                    .forEach(other -> receive(other, receiver -> receiver.answer(other)));
        }

        private void broadcast(Consumer<Peer> message) {
            if (online) {
                all.stream()
                        .filter(other -> other.online && other != this)
                        .forEach(other -> other.receive(this, message));
            }
        }

        private void receive(Peer sender, Consumer<Peer> message) {
            inbox.computeIfAbsent(sender, s -> new ArrayDeque<>()).add(message);
        }

        private void answer(Peer asking) {
            Update missing = doc.encodeStateAsUpdate(asking.doc.stateVector());
            asking.receive(this, receiver -> receiver.apply(missing));
        }

        private Doc merged() {
            Doc merged = new Doc();
            merged.applyUpdate(Update.merge(seen));
            return merged;
        }

        private void apply(Update update) {
            doc.applyUpdate(update, Peers.this);
        }
    }

    /** Delivers one message, if any is under way. */
    boolean deliverOne() {
        List<Peer> receivers = all.stream()
                .filter(peer -> peer.online && !peer.inbox.isEmpty())
                .toList();
        if (receivers.isEmpty()) {
            return false;
        }
        Peer receiver = oneOf(receivers);
        Peer sender = oneOf(List.copyOf(receiver.inbox.keySet()));
        Deque<Consumer<Peer>> messages = receiver.inbox.get(sender);
        Consumer<Peer> message = messages.remove();
        if (messages.isEmpty()) {
            receiver.inbox.remove(sender);
        }
        message.accept(receiver);
        return true;
    }

    /** Delivers until nothing is under way. */
    void flush() {
        boolean more = deliverOne();
        while (more) {
            more = deliverOne();
        }
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An edit of one replica. */
    interface Edit {
        void apply(Peer peer, Random random);
    }

    /** Random edits of random replicas while the network delivers a message now and then, and cuts and heals. */
    void edit(int edits, List<Edit> choices) {
        for (int i = 0; i < edits; i++) {
            disturb();
            oneOf(choices).apply(oneOf(all), random);
        }
        converge();
    }

    private void disturb() {
        int chance = random.nextInt(200);
        if (chance < 4) {
            Peer peer = oneOf(all);
            if (chance < 2) {
                peer.disconnect();
            } else {
                peer.connect();
            }
        } else if (chance < 6) {
            flush();
        } else if (chance < 100) {
            deliverOne();
        }
    }

    /** All replicas come together: the same content, and so does what they saw as merged updates. */
    void sync() {
        all.forEach(Peer::connect);
        flush();
        Map<String, Object> expected = contents(all.get(0).doc);
        for (Peer peer : all) {
            assertThat(contents(peer.doc)).as("replicas of seed %d", seed).isEqualTo(expected);
            assertThat(contents(peer.merged()))
                    .as("merged updates of seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    /** The same, to the last tombstone; an undo manager keeps what is equal then from being equal. */
    void converge() {
        sync();
        List<String> expected = StoreLayout.of(all.get(0).doc);
        byte[] bytes = all.get(0).doc.encodeStateAsUpdate().toV1();
        for (Peer peer : all) {
            for (Doc doc : List.of(peer.doc, peer.merged())) {
                assertThat(StoreLayout.of(doc)).as("structs of seed %d", seed).isEqualTo(expected);
                assertThat(doc.encodeStateAsUpdate().toV1())
                        .as("bytes of seed %d", seed)
                        .isEqualTo(bytes);
            }
        }
    }

    private static Map<String, Object> contents(Doc doc) {
        assertThat(doc.hasPending()).isFalse();
        YText text = doc.getText("text");
        Map<String, Object> contents = new TreeMap<>();
        contents.put("array", doc.getArray("array").toJson());
        contents.put("map", doc.getMap("map").toJson());
        contents.put("xml", doc.getXmlElement("xml").toString());
        contents.put("text", text.toJson());
        contents.put("delta", Deltas.plain(text.toDelta()));
        contents.put("length", text.length());
        contents.put("vector", doc.stateVector());
        contents.put("deletes", doc.deleteSet());
        return contents;
    }
}
