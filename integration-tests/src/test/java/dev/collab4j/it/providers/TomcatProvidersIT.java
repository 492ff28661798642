package dev.collab4j.it.providers;

import dev.collab4j.it.host.Folders;
import dev.collab4j.it.host.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Some of what {@link ProvidersIT} does, on a hub in a Tomcat; {@code -Dcollab.providers.tomcat=true} has that test do all
 * of it there.
 */
class TomcatProvidersIT {

    private static ProviderServer server;
    private static ProviderServer restarted;

    @BeforeAll
    static void start() {
        server = ProviderServer.start(TomcatListener::new);
        restarted = ProviderServer.start(TomcatListener::new);
    }

    @AfterAll
    static void stop() {
        server.close();
        restarted.close();
    }

    @Test
    void clientsOfBothFamiliesMeetInOneRoom() throws Exception {
        run("together.mjs", server.address(), "somebody");
    }

    @ParameterizedTest
    @CsvSource({
        "y-websocket-3, keepsOfflineEditsOfBothSides",
        "y-websocket-3, comesBackAfterARestart",
        "y-websocket-3, comesBackAfterSleep",
        "hocuspocus-provider-4, comesBackAfterARestart",
        "hocuspocus-provider-4, hasTwoDocumentsOnOneSocket"
    })
    void passes(String provider, String scenario) throws Exception {
        run("run.mjs", server.address(), restarted.address(), provider, scenario);
    }

    private static void run(String... command) throws InterruptedException {
        Script.run(Folders.PROVIDERS, TomcatProvidersIT::answer, command);
    }

    private static void answer(String request) throws Exception {
        (request.startsWith("restart ") ? restarted : server).answer(request);
    }
}
