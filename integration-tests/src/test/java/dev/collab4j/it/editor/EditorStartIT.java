package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collab4j.it.host.Folders;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the example starts, and what it says when it can't. */
class EditorStartIT {

    private final Path data = Folders.empty("start").resolve("data");

    @Test
    void servesThePageWithoutForeignSources() throws Exception {
        try (EditorProcess editor = EditorProcess.start(data, 0)) {
            HttpResponse<String> page = get(editor.address() + "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Second window");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'");
            assertThat(get(editor.address() + "/main.js").statusCode()).isEqualTo(200);
            assertThat(get(editor.address() + "/../Editor.class").statusCode()).isEqualTo(404);
            assertThat(get(editor.address() + "/missing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void answersOtherMethodsWithWhatIsAllowed() throws Exception {
        try (EditorProcess editor = EditorProcess.start(data, 0)) {
            HttpRequest post = HttpRequest.newBuilder(URI.create(editor.address() + "/"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<Void> answer = HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertRefuses(
                    Map.of("DATA_DIR", data.toString(), "PORT", Integer.toString(port)),
                    "Port " + port + " is taken: PORT=" + (port + 1) + " ...");
        }
    }

    @Test
    void metricsAndHealthAreAtAnAddressOfTheirOwn() throws Exception {
        try (EditorProcess editor = EditorProcess.startWatched(data)) {
            HttpResponse<String> metrics = get(editor.managementAddress() + "/metrics");
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.body())
                    .contains("collab_connections 0.0", "jdbc_connections_max 10.0", "jvm_threads_live");
            HttpResponse<String> health = get(editor.managementAddress() + "/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("UP\n");
            assertThat(get(editor.managementAddress() + "/").statusCode()).isEqualTo(404);
            assertThat(get(editor.address() + "/metrics").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void saysInOneLineThatThePortOfTheMetricsIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            String text = Integer.toString(port);
            assertRefuses(
                    Map.of("DATA_DIR", data.toString(), "PORT", "0", "MANAGEMENT_PORT", text),
                    "Port " + port + " is taken: MANAGEMENT_PORT=" + (port + 1) + " ...");
        }
    }

    @Test
    void saysInOneLineThatTheDocumentsAreOpenElsewhere() throws Exception {
        try (EditorProcess first = EditorProcess.start(data, 0)) {
            assertRefuses(
                    Map.of("DATA_DIR", data.toString(), "PORT", "0"),
                    "Another editor has the documents in " + data + " open: stop it, or DATA_DIR=...");
            assertThat(get(first.address() + "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysInOneLineThatTheFolderCantBeMade() throws Exception {
        Path file = Files.writeString(data.resolveSibling("a-file"), "");
        assertRefuses(
                Map.of("DATA_DIR", file.toString(), "PORT", "0"),
                "The documents' folder " + file + " can't be made: DATA_DIR=...");
    }

    @Test
    void saysInOneLineWhichSettingIsWrong() throws Exception {
        assertRefuses(Map.of("PORT", "80x"), "PORT=80x is no port: 0 to 65535");
        assertRefuses(Map.of("PORT", "65536"), "PORT=65536 is no port: 0 to 65535");
        assertRefuses(Map.of("DRAIN_SECONDS", "soon"), "DRAIN_SECONDS=soon is no number of seconds: 0 to 9999");
        assertRefuses(Map.of("HOST", "nowhere.invalid"), "HOST=nowhere.invalid is no address of this machine");
    }

    private static void assertRefuses(Map<String, String> environment, String line) throws Exception {
        try (EditorProcess editor = EditorProcess.launch(environment)) {
            assertThat(editor.waitForExit()).isEqualTo(1);
            assertThat(editor.output()).containsExactly(line);
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
