package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.testkit.ScriptedClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

/** Alone, as it puts a context under a logger that has none: lines of a room's work, and the host's code, have its name. */
@Isolated
class LogContextTest {

    private final PrintStream before = System.err;
    private final Object noContext = MDC.getMDCAdapter();
    /** Of each line of the log, the room; of each piece of the host's code as well. */
    private final Map<String, String> rooms = new ConcurrentHashMap<>();

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        setAdapter(new BasicMDCAdapter());
        System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                note(line.replaceAll(".*- ", ""));
            }
        });
    }

    @AfterEach
    void restore() throws ReflectiveOperationException {
        System.setErr(before);
        setAdapter(noContext);
    }

    private static void setAdapter(Object adapter) throws ReflectiveOperationException {
        Field field = MDC.class.getDeclaredField("MDC_ADAPTER");
        field.setAccessible(true);
        field.set(null, adapter);
    }

    private void note(String what) {
        rooms.put(what, Objects.requireNonNullElse(MDC.get("collab.room"), "none"));
    }

    @Test
    void linesAndTheHostsCodeCarryTheRoom() {
        TestStore store = new TestStore();
        HubFixture fixture = new HubFixture(builder -> builder.store(store)
                .seeder((room, doc) -> note("seeder"))
                .options(HubFixture.quick().build())
                .authenticator(request -> {
                    note("authenticator");
                    if (request.room().startsWith("broken")) {
                        throw new IllegalStateException("as the test wants");
                    }
                    return Access.readWrite(null);
                }));
        try (fixture) {
            ScriptedClient ann = fixture.joined("r");
            assertThat(rooms).containsEntry("authenticator", "r").containsEntry("seeder", "r");
            store.failAppends.set(1);
            ann.edit(doc -> doc.getText("t").insert(0, "a"));
            ann.awaitSaved();
            await().until(() -> rooms.keySet().stream().anyMatch(line -> line.startsWith("1 updates could not")));
            assertThat(rooms).containsValue("r").doesNotContainValue("none");
            ScriptedClient forger = fixture.client("broken%0Aline");
            forger.connect();
            forger.awaitClosed();
            assertThat(rooms).containsEntry("The authenticator failed", "broken\uFFFDline");
        }
    }
}
