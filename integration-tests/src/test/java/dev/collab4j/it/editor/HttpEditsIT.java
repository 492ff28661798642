package dev.collab4j.it.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Delta;
import dev.collab4j.core.Json;
import dev.collab4j.example.editor.EditorEdits;
import dev.collab4j.it.host.Folders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who knows only a text and a version edits by HTTP while people type. People take back letters of their own only,
 * so what is inserted by HTTP must be there in the end, in the order in which its author has it, and not what the author
 * deleted.
 */
class HttpEditsIT {

    private static final int PEOPLE = Integer.getInteger("collab.httpEdits.people", 4);
    private static final int EDITS = Integer.getInteger("collab.httpEdits.edits", 100);
    private static final long SEED = Long.getLong("collab.httpEdits.seed", 1);
    private static final String ROOM = "by-http";
    private static final int MILLIS_BETWEEN = 60;
    private static final char FIRST_MARK = '\uE000';
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<YjsClient> people = new ArrayList<>();

    @Test
    void intentionsHoldAndAllConverge() throws Exception {
        try (LocalEditor editor = LocalEditor.start(Folders.empty("http-edits").resolve("data"));
                EditorEdits edits = EditorEdits.start("127.0.0.1", 0, editor.hub())) {
            for (int i = 0; i < PEOPLE; i++) {
                people.add(YjsClient.start(editor.address(), ROOM, System.out::println));
            }
            for (YjsClient person : people) {
                person.ask("synced");
            }
            type();
            Author author = new Author("http://127.0.0.1:" + edits.port() + "/text/" + ROOM);
            author.edit();
            for (YjsClient person : people) {
                person.ask("stop");
                person.ask("saved");
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertAllEqual(editor));
            author.assertMarksAreThoseOf(editor.text(ROOM, "text"));
            author.refusesWhatIsNotItsOwn();
        }
    }

    private void type() throws InterruptedException {
        for (int i = 0; i < PEOPLE; i++) {
            people.get(i).ask("type " + (SEED + i) + " " + MILLIS_BETWEEN);
        }
    }

    private void assertAllEqual(LocalEditor editor) throws InterruptedException {
        byte[] state = editor.state(ROOM);
        for (YjsClient person : people) {
            assertThat(person.differenceTo(state)).isEmpty();
        }
    }

    private static String marks(CharSequence text) {
        return shown(text.toString().replaceAll("[^\uE000-\uF8FF]", ""));
    }

    /** Fonts have nothing for marks. */
    private static String shown(String text) {
        return Pattern.compile("[\uE000-\uF8FF]")
                .matcher(text)
                .replaceAll(mark -> String.format("<%x>", (int) mark.group().charAt(0)));
    }

    @AfterEach
    void stop() {
        people.forEach(YjsClient::close);
    }

    /** Has a text and a version, and writes single letters that nobody else writes. */
    private static final class Author {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Random random = new Random(SEED);
        private final URI address;
        private final long[] nanos = new long[EDITS];
        private final StringBuilder view = new StringBuilder();
        private final List<String> unread = new ArrayList<>();
        private String version = "";
        private int longestVersion;

        Author(String address) {
            this.address = URI.create(address);
        }

        void edit() throws Exception {
            read();
            for (int i = 0; i < EDITS; i++) {
                long start = System.nanoTime();
                Map<?, ?> answer = ask(200, delta((char) (FIRST_MARK + i)), version);
                nanos[i] = System.nanoTime() - start;
                version = (String) answer.get("version");
                longestVersion = Math.max(longestVersion, version.length());
                if (random.nextInt(3) == 0) {
                    read();
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "http edits: %d beside %d people from seed %d, median %.1f ms, p99 %.1f ms, text %d, version %d characters%n",
                    EDITS,
                    PEOPLE,
                    SEED,
                    nanos[EDITS / 2] / 1e6,
                    nanos[EDITS * 99 / 100] / 1e6,
                    view.length(),
                    longestVersion);
        }

        private void read() throws Exception {
            Map<?, ?> page = answer(200, HttpRequest.newBuilder(address).build());
            String text = (String) page.get("text");
            assertMarksAreThoseOf(text);
            unread.clear();
            view.setLength(0);
            view.append(text);
            version = (String) page.get("version");
        }

        void assertMarksAreThoseOf(String text) {
            String difference = String.format(
                    "seed %d, which decides what is edited but not when%nview: %s%ntext: %s%nedits since it was read: %s%n",
                    SEED, shown(view.toString()), shown(text), String.join("\n", unread));
            assertThat(marks(text)).as(difference).isEqualTo(marks(view));
        }

        /** Deletes some of what the author sees, and writes {@code mark} there. */
        private Delta delta(char mark) {
            int at = random.nextInt(view.length() + 1);
            int deleted = random.nextInt(4) == 0 ? Math.min(view.length() - at, 1 + random.nextInt(4)) : 0;
            Delta.Builder delta = Delta.builder();
            if (at > 0) {
                delta.retain(at);
            }
            if (deleted > 0) {
                delta.delete(deleted);
            }
            view.replace(at, at + deleted, String.valueOf(mark));
            return delta.insert(String.valueOf(mark)).build();
        }

        private Map<?, ?> ask(int status, Delta delta, String at) throws Exception {
            String body = Json.stringify(Map.of("version", at, "delta", delta.toJson()));
            unread.add(shown(body));
            return answer(
                    status,
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build());
        }

        private Map<?, ?> answer(int status, HttpRequest request) throws Exception {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return (Map<?, ?>) Json.parse(response.body());
        }

        void refusesWhatIsNotItsOwn() throws Exception {
            Delta x = Delta.builder().insert("x").build();
            Author elsewhere = new Author(address + "-elsewhere");
            elsewhere.read();
            elsewhere.ask(200, x, elsewhere.version);
            ask(400, x, elsewhere.version);
            ask(400, x, "no version");
            ask(400, Delta.builder().retain(1_000_000_000).insert("x").build(), version);
        }
    }
}
