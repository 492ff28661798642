package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, as others log, too. What the log says of clients: no token, and nothing that they can fill it with. */
@Isolated
class LoggingTest {

    private static final String TOKEN = "s3cr3t-t0ken";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void deniedTokensFillNoLogAndShowUpNowhere() {
        HubFixture fixture = new HubFixture(builder -> builder.authenticator(request -> {
            if (request.room().equals("broken")) {
                throw new IllegalStateException("directory is down");
            }
            return request.room().equals("open") ? Access.readWrite(null) : Access.denied("no");
        }));
        LoopbackTransport transport = new LoopbackTransport(fixture.hub.hocuspocus());
        try (fixture;
                transport) {
            long atTheStart = lines();
            for (int i = 0; i < 100; i++) {
                assertThat(closeCode(fixture, "closed")).isEqualTo(4403);
            }
            assertThat(lines()).isEqualTo(atTheStart);
            assertThat(closeCode(fixture, "broken")).isEqualTo(1013);
            ScriptedProvider.Socket socket = new ScriptedProvider.Socket(transport).open();
            ScriptedProvider denied = socket.attach("closed", TOKEN);
            for (int i = 0; i < 100; i++) {
                denied.sendToken();
            }
            socket.attach("open", TOKEN).awaitSynced();
            socket.peer().send(new byte[] {100, 1});
            socket.awaitClosed();
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN).contains("The authenticator failed");
        assertThat(lines()).as("the one failure and its stack").isLessThan(60);
    }

    @Test
    void whoComesBackToADeletedDocumentFillsNoLog() {
        try (HubFixture fixture = HubFixture.inMemory()) {
            fixture.joined("r");
            fixture.hub.room("r").delete().join();
            assertThat(closeCode(fixture, "r")).isEqualTo(4404);
            long before = lines();
            for (int i = 0; i < 100; i++) {
                assertThat(closeCode(fixture, "r")).isEqualTo(4404);
            }
            assertThat(lines()).isEqualTo(before);
        }
    }

    private long lines() {
        return log.toString(StandardCharsets.UTF_8).lines().count();
    }

    private static int closeCode(HubFixture fixture, String room) {
        ScriptedClient ann = ScriptedClient.of(fixture.transport, room, request -> request.query("token=" + TOKEN));
        ann.connect();
        return ann.awaitClosed().value();
    }
}
