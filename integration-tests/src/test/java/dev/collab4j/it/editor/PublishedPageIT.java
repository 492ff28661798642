package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.it.host.Folders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page that the example's content hook writes. */
class PublishedPageIT {

    private static final String ROOM = "équipe/plan 1";
    private static final String PAGE = "/page/%C3%A9quipe/plan%201";

    private final Path data = Folders.empty("published").resolve("data");

    @Test
    void showsWhatIsInTheRoomAlsoAfterARestart() throws Exception {
        try (LocalEditor editor = LocalEditor.start(data)) {
            assertThat(get(editor, PAGE).statusCode()).isEqualTo(404);
            editor.write(ROOM, "text", "<script>alert(1)</script>");
            await().untilAsserted(() -> assertThat(get(editor, PAGE).body())
                    .contains("<h1>équipe/plan 1</h1><pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>"));
            editor.write(ROOM, "text", "more ");
            await().untilAsserted(() -> assertThat(get(editor, PAGE).body()).contains("<pre>more &lt;"));
            assertThat(get(editor, PAGE).headers().firstValue("Content-Security-Policy"))
                    .isPresent();
            assertThat(get(editor, "/page/nobody").statusCode()).isEqualTo(404);
        }
        try (LocalEditor editor = LocalEditor.start(data)) {
            await().untilAsserted(() -> assertThat(get(editor, PAGE).body()).contains("<pre>more &lt;"));
        }
    }

    private static HttpResponse<String> get(LocalEditor editor, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(editor.address() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
