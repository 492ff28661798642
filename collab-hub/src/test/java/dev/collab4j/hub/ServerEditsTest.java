package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.YArray;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code of the application edits rooms in which people type. */
class ServerEditsTest {

    private static final int THREADS = 8;
    private static final int EDITS = Integer.getInteger("collab.edits", 1_000);
    private static final int ROOMS = 4;
    private static final int PEOPLE = 10;
    private static final int KEYS = EDITS / 5;

    private final TestStore store = new TestStore();

    @RegisterExtension
    final HubFixture fixture = HubFixture.with(store, HubFixture.quick().idleTimeout(Duration.ofMillis(50)));

    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void eightThreadsEditWhileTenPeopleType() throws InterruptedException {
        List<ScriptedClient> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> fixture.joined("r" + i % ROOMS))
                .toList();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String author = "thread-" + i;
            threads.add(thread(() -> edit(author)));
        }
        people.forEach(client -> threads.add(thread(() -> type(client))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        people.forEach(ScriptedClient::awaitSaved);
        for (int i = 0; i < ROOMS; i++) {
            checkRoom("r" + i, people);
        }
        people.forEach(ScriptedClient::leavePage);
        await().until(() -> fixture.hub.roomCount() == 0);
        for (int i = 0; i < ROOMS; i++) {
            assertThat(counted(StoredDocuments.read(store.memory, "r" + i))).isEqualTo(expected());
        }
    }

    private Thread thread(Runnable body) {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((failed, why) -> {
            synchronized (failures) {
                failures.add(why);
            }
        });
        return thread;
    }

    /** Each thread goes through all rooms, some edits on their way at a time. */
    private void edit(String author) {
        List<CompletableFuture<Void>> edits = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            edits.add(fixture.hub.room("r" + i % ROOMS).edit(author, doc -> log(doc).push(author)));
            if (i % 20 == 0) {
                edits.forEach(CompletableFuture::join);
            }
        }
        edits.forEach(CompletableFuture::join);
    }

    private static YArray log(Doc doc) {
        return doc.getArray("log");
    }

    private static void type(ScriptedClient client) {
        for (int i = 0; i < KEYS; i++) {
            client.edit(doc -> doc.getText("t").insert(doc.getText("t").length() / 2, "x"));
        }
    }

    private void checkRoom(String room, List<ScriptedClient> people) {
        String content = fixture.hub
                .room(room)
                .read(doc -> doc.getText("t") + "|" + log(doc).toJson())
                .join();
        for (int i = 0; i < PEOPLE; i++) {
            Doc doc = people.get(i).doc();
            if (room.equals("r" + i % ROOMS)) {
                await().untilAsserted(() ->
                        assertThat(doc.getText("t") + "|" + log(doc).toJson()).isEqualTo(content));
            }
        }
        assertThat(fixture.length(room, "t"))
                .isEqualTo(KEYS
                        * (int) IntStream.range(0, PEOPLE)
                                .filter(i -> room.equals("r" + i % ROOMS))
                                .count());
    }

    private static Map<Object, Long> counted(Doc doc) {
        return ((List<?>) log(doc).toJson())
                .stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Map<Object, Long> expected() {
        return IntStream.range(0, THREADS)
                .boxed()
                .collect(Collectors.toMap(i -> "thread-" + i, i -> (long) EDITS / ROOMS));
    }
}
