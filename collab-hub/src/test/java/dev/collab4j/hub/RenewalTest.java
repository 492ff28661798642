package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.awareness.Awareness;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that hears nothing for 30 s reconnects; what it hears, if nobody else does anything, is the echo of its renewal. */
class RenewalTest {

    private static final int CLIENTS = 200;
    private static final Map<String, String> STATE = Map.of("name", "somebody");
    /** Of the 15 s that are left when a client renews its state. */
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    @RegisterExtension
    final HubFixture fixture = HubFixture.inMemory();

    private final LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
    private final List<Renewing> clients = new ArrayList<>();

    /** A client of one family or the other. */
    private record Renewing(Awareness awareness, Runnable send, Supplier<Stream<AwarenessUpdate>> received) {

        void show() {
            awareness.setLocalState(STATE);
            send.run();
        }

        boolean isEchoed() {
            long clock = awareness.localState().clock();
            return received.get()
                    .flatMap(update -> update.entries().stream())
                    .anyMatch(entry -> entry.clientId() == awareness.clientId() && entry.clock() == clock);
        }
    }

    @AfterEach
    void close() {
        fixture.hub.close();
        transport.close();
    }

    @Test
    void theRenewalOfEachOfManyIsEchoed() {
        for (int i = 0; i < CLIENTS / 2; i++) {
            clients.add(yWebSocket("r"));
            clients.add(hocuspocus("r"));
        }
        assertRenewalsAreEchoed();
    }

    @Test
    void aClientAloneHearsItself() {
        clients.add(yWebSocket("one"));
        assertRenewalsAreEchoed();
        clients.set(0, hocuspocus("two"));
        assertRenewalsAreEchoed();
    }

    /** What comes first is a change, the second is the same again. */
    private void assertRenewalsAreEchoed() {
        showAndAwaitEchoes();
        showAndAwaitEchoes();
    }

    private void showAndAwaitEchoes() {
        clients.forEach(Renewing::show);
        await().atMost(IN_TIME).untilAsserted(() -> assertThat(clients).allMatch(Renewing::isEchoed));
    }

    private Renewing yWebSocket(String room) {
        ScriptedClient client = fixture.joined(room);
        return new Renewing(
                client.awareness(),
                () -> {}, // it sends what changes
                () -> client.received().stream()
                        .filter(Message.Awareness.class::isInstance)
                        .map(message -> ((Message.Awareness) message).update()));
    }

    private Renewing hocuspocus(String room) {
        ScriptedProvider provider = new ScriptedProvider.Socket(transport)
                .open()
                .attach(room, "token")
                .awaitSynced();
        return new Renewing(
                provider.awareness,
                () -> provider.send(new HocuspocusMessage.Awareness(
                        provider.awareness.encode(List.of(provider.awareness.clientId())))),
                () -> provider.received.stream()
                        .filter(HocuspocusMessage.Awareness.class::isInstance)
                        .map(message -> ((HocuspocusMessage.Awareness) message).update()));
    }
}
