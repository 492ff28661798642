package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.spi.transport.Acceptor;
import dev.collab4j.spi.transport.Admission;
import dev.collab4j.spi.transport.Connection;
import dev.collab4j.spi.transport.ConnectionListener;
import dev.collab4j.spi.transport.Handshake;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transport with a bug costs its own connection, not the room. */
class ThrowingTransportTest {

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick());

    private volatile boolean broken;

    @Test
    void theOthersAreServedAndEverythingIsStored() {
        try (LoopbackTransport other = new LoopbackTransport(new Breaking(fixture.hub.yWebSocket()))) {
            ScriptedClient eve = ScriptedClient.of(other, "r");
            eve.connect();
            eve.awaitSynced();
            ScriptedClient ann = fixture.joined("r");
            ScriptedClient bob = fixture.joined("r");
            broken = true;
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
            bob.awaitText("t", "a");
            ann.awaitSaved();
            assertThat(eve.awaitClosed().value()).isEqualTo(1011);
            assertThat(store.appended).hasSize(1);
            eve.close();
        }
    }

    private final class Breaking implements Acceptor {

        private final Acceptor target;

        private Breaking(Acceptor target) {
            this.target = target;
        }

        @Override
        public Admission admit(Handshake handshake) {
            return target.admit(handshake);
        }

        @Override
        public ConnectionListener accept(Connection connection, Handshake handshake) {
            Class<?>[] types = {Connection.class};
            return target.accept(
                    (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), types, (proxy, method, args) -> {
                        if (broken && method.getName().equals("send")) {
                            throw new IllegalStateException("as the test wants");
                        }
                        return method.invoke(connection, args);
                    }),
                    handshake);
        }

        @Override
        public int maxFrameBytes() {
            return target.maxFrameBytes();
        }
    }
}
