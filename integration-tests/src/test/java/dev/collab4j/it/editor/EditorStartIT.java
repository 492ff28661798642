package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the example starts, and what it says when it can't. */
class EditorStartIT {

    private final Path data = Folders.empty("start").resolve("data");

    @Test
    void servesThePageWithoutForeignSources() throws Exception {
        try (EditorProcess editor = EditorProcess.start(data, 0)) {
            HttpResponse<String> page = get(editor.address() + "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Open a second window");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'");
            assertThat(get(editor.address() + "/main.js").statusCode()).isEqualTo(200);
            assertThat(get(editor.address() + "/../Editor.class").statusCode()).isEqualTo(404);
            assertThat(get(editor.address() + "/missing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EditorProcess editor = EditorProcess.launch(data, taken.getLocalPort())) {
            assertThat(editor.waitForExit()).isEqualTo(1);
            assertThat(editor.output())
                    .containsExactly(
                            "Port " + taken.getLocalPort() + " is taken: PORT=" + (taken.getLocalPort() + 1) + " ...");
        }
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
