package dev.collab4j.it.providers;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real providers go through the scenarios of integration-tests/providers, all versions through the same list. */
class ProvidersIT {

    private static ProviderServer server;
    private static ProviderServer restarted;

    @BeforeAll
    static void start() {
        server = ProviderServer.start();
        restarted = ProviderServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        restarted.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "y-websocket-1",
                "y-websocket-2",
                "y-websocket-3",
                "hocuspocus-provider-2",
                "hocuspocus-provider-3",
                "hocuspocus-provider-4"
            })
    void passesTheScenarios(String provider) throws Exception {
        run("run.mjs", provider);
    }

    @Test
    void clientsOfBothFamiliesMeetInOneRoom() throws Exception {
        Script.run(Folders.PROVIDERS, ProvidersIT::answer, "together.mjs", server.address(), "somebody");
    }

    @Test
    void attacksAreRefused() throws Exception {
        run("attacks.mjs");
    }

    /** Of a release candidate a failure is only told. */
    @Test
    void yjs14IsReported() throws Exception {
        run("next.mjs");
    }

    private static void run(String script, String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = script;
        command[1] = server.address();
        command[2] = restarted.address();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Script.run(Folders.PROVIDERS, ProvidersIT::answer, command);
    }

    private static void answer(String request) throws Exception {
        (request.startsWith("restart ") ? restarted : server).answer(request);
    }
}
