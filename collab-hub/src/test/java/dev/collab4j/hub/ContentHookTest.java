package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentHookTest {

    private static final int SHARE = 40;
    /** How long the machine may be busy with something else. */
    private static final Duration SLACK = Duration.ofMillis(800);

    private final TestStore store = new TestStore();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<HubFixture> fixtures = new ArrayList<>();

    /** What a hook was given, and when. */
    private record Call(String room, Object json, List<String> authors, long nanos) {

        private static Call of(RoomContent content) {
            return new Call(content.room(), content.toJson(), List.copyOf(content.authors()), System.nanoTime());
        }

        private String text() {
            return (String) ((Map<?, ?>) json).get("t");
        }
    }

    private HubFixture hub(ContentHook hook, ContentOptions.Builder options) {
        return hub(hook, options, UnaryOperator.identity());
    }

    private HubFixture hub(ContentHook hook, ContentOptions.Builder options, UnaryOperator<CollabHub.Builder> more) {
        HubFixture fixture = new HubFixture(builder -> more.apply(builder.store(store)
                        .options(HubFixture.quick().build())
                        .authenticator(request -> Access.readWrite(request.token()))
                        .contentHook(hook)
                        .contentOptions(options.build())))
                .releasing(store);
        fixtures.add(fixture);
        return fixture;
    }

    private void record(RoomContent content) {
        calls.add(Call.of(content));
    }

    private static ContentOptions.Builder after(int millis) {
        return ContentOptions.builder().interval(Duration.ofMillis(millis)).text("t");
    }

    @AfterEach
    void close() {
        store.goOn();
        fixtures.forEach(HubFixture::close);
    }

    private static CompletableFuture<Void> type(HubFixture fixture, String room, String author, String text) {
        return fixture.hub
                .room(room)
                .edit(author, doc -> doc.getText("t").insert(doc.getText("t").length(), text));
    }

    private static ScriptedClient joined(HubFixture fixture, String room, String user) {
        ScriptedClient client = ScriptedClient.of(fixture.transport, room, request -> request.query("token=" + user));
        client.connect();
        return client.awaitSynced();
    }

    private List<String> texts() {
        return calls.stream().map(Call::text).toList();
    }

    @Test
    void whenARoomIsQuietItsContentAndItsAuthorsAreHandedOverOnce() {
        HubFixture fixture = hub(this::record, after(150));
        ScriptedClient ann = joined(fixture, "r", "ann");
        for (String letter : "hello".split("")) {
            ann.edit(doc -> doc.getText("t").insert(doc.getText("t").length(), letter));
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        }
        type(fixture, "r", "importer", "!").join();
        await().until(() -> !calls.isEmpty());
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        assertThat(texts()).containsExactly("hello!");
        assertThat(calls.get(0).authors()).containsExactly("ann", "importer");
        assertThat(calls.get(0).json())
                .isEqualTo(fixture.hub
                        .room("r")
                        .read(doc -> {
                            doc.getText("t");
                            return doc.toJson();
                        })
                        .join());
        type(fixture, "r", "bob", "?").join();
        await().until(() -> calls.size() == 2);
        assertThat(calls.get(1).authors()).containsExactly("bob");
        ann.close();
    }

    @Test
    void theDocumentIsACopyWithAllItsRoots() {
        CompletableFuture<RoomContent> given = new CompletableFuture<>();
        HubFixture fixture = hub(given::complete, after(0).map("m").array("a").xmlFragment("x"));
        fixture.hub
                .room("r")
                .edit("code", doc -> {
                    doc.getText("t").insert(0, "text");
                    doc.getMap("m").set("key", 1);
                    doc.getArray("a").push(true);
                    doc.getXmlFragment("x").insertElement(0, "p");
                    doc.getText("unnamed").insert(0, "more");
                })
                .join();
        RoomContent content = given.join();
        assertThat(content.toJson())
                .isEqualTo(Map.of("t", "text", "m", Map.of("key", 1L), "a", List.of(true), "x", "<p></p>"));
        assertThat(content.doc().getText("unnamed")).hasToString("more");
        assertThat(content.toJson()).containsKey("unnamed");
        content.doc().getText("t").insert(0, "only here");
        assertThat(fixture.length("r", "t")).isEqualTo(4);
    }

    @Test
    void nothingIsHandedOverBeforeItIsDurable() {
        HubFixture fixture = hub(this::record, after(0));
        store.stallAppends();
        CompletableFuture<Void> edit = type(fixture, "r", "ann", "x");
        await().pollDelay(Duration.ofMillis(200)).until(() -> store.appends.get() == 1);
        assertThat(calls).isEmpty();
        store.goOn();
        edit.join();
        await().until(() -> calls.size() == 1);
    }

    /** The room was edited again before its time came, and the store is slow then. */
    @Test
    void nothingOfTheContentIsHandedOverBeforeItIsDurable() {
        HubFixture fixture = hub(this::record, after(100));
        type(fixture, "r", "ann", "a").join();
        store.stallAppends();
        CompletableFuture<Void> edit = type(fixture, "r", "bob", "b");
        await().pollDelay(Duration.ofMillis(300)).until(() -> store.appends.get() == 2);
        assertThat(calls).isEmpty();
        store.goOn();
        edit.join();
        await().until(() -> texts().equals(List.of("ab")));
    }

    /** Typing never pauses for as long as the interval. */
    @Test
    void whileARoomIsNotQuietItsContentIsAtMostTheMaximumBehind() {
        HubFixture fixture = hub(this::record, after(200).maxDelay(Duration.ofMillis(400)));
        List<Long> durable = new ArrayList<>();
        while (durable.size() < 100) {
            type(fixture, "r", "ann", "x").join();
            durable.add(System.nanoTime());
            await().pollDelay(Duration.ofMillis(15)).until(() -> true);
        }
        await().until(() -> texts().contains("x".repeat(100)));
        assertThat(calls).hasSizeGreaterThan(2);
        for (int i = 0; i < durable.size(); i++) {
            assertThat(Duration.ofNanos(firstWith(i + 1) - durable.get(i)))
                    .isLessThan(Duration.ofMillis(400).plus(SLACK));
        }
    }

    private long firstWith(int length) {
        return calls.stream()
                .filter(call -> call.text().length() >= length)
                .findFirst()
                .orElseThrow()
                .nanos();
    }

    @Test
    void aFailedCallIsRepeatedWithTheNewestContentAndAllAuthors() {
        AtomicInteger failures = new AtomicInteger(3);
        HubFixture fixture = hub(
                content -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("as the test wants");
                    }
                    record(content);
                },
                after(0));
        type(fixture, "r", "ann", "a").join();
        await().until(() -> failures.get() < 3);
        type(fixture, "r", "bob", "b").join();
        await().until(() -> texts().contains("ab"));
        assertThat(calls.stream().flatMap(call -> call.authors().stream())).containsOnlyOnce("ann", "bob");
        assertThat(failures.get()).isLessThan(0);
    }

    @Test
    void aSlowHookDelaysItsOwnRoomAlone() {
        CountDownLatch hangs = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        HubFixture fixture = hub(
                content -> {
                    if (content.room().equals("slow")) {
                        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        hangs.await();
                        atOnce.decrementAndGet();
                    }
                    record(content);
                },
                after(0).threads(2));
        type(fixture, "slow", "ann", "a").join();
        await().until(() -> atOnce.get() == 1);
        for (int i = 0; i < 20; i++) {
            type(fixture, "slow", "ann", "a").join();
            type(fixture, "r" + i, "ann", "b").join();
        }
        await().until(() -> calls.size() >= 20);
        assertThat(calls).extracting(Call::room).doesNotContain("slow");
        hangs.countDown();
        await().until(() -> texts().contains("a".repeat(21)));
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void aCallThatTakesTooLongIsInterruptedAndRepeated() {
        AtomicInteger interrupts = new AtomicInteger();
        HubFixture fixture = hub(
                content -> {
                    if (interrupts.get() < 2) {
                        try {
                            Thread.sleep(60_000);
                        } catch (InterruptedException e) {
                            interrupts.incrementAndGet();
                            throw e;
                        }
                    }
                    record(content);
                },
                after(0).timeout(Duration.ofMillis(50)));
        type(fixture, "r", "ann", "a").join();
        await().until(() -> texts().equals(List.of("a")));
        assertThat(interrupts).hasValue(2);
    }

    @Test
    void aRoomStaysUntilItsContentIsFetchedAndNoLonger() {
        HubFixture fixture = hub(
                this::record,
                after(300),
                builder -> builder.options(
                        HubFixture.quick().idleTimeout(Duration.ZERO).build()));
        type(fixture, "r", "ann", "a").join();
        await().until(() -> calls.size() == 1);
        assertThat(store.loads).hasValue(1);
        await().until(() -> fixture.hub.roomCount() == 0);
    }

    @Test
    void aHookThatFailsKeepsNoRoomInMemory() {
        AtomicInteger failures = new AtomicInteger();
        HubFixture fixture = hub(
                content -> {
                    if (failures.incrementAndGet() < 3) {
                        throw new IllegalStateException("as the test wants");
                    }
                },
                after(0),
                builder -> builder.options(HubOptions.builder()
                        .idleTimeout(Duration.ZERO)
                        .minRetryDelay(Duration.ofSeconds(1))
                        .maxRetryDelay(Duration.ofSeconds(1))
                        .build()));
        type(fixture, "r", "ann", "a").join();
        await().until(() -> failures.get() == 1);
        await().until(() -> fixture.hub.roomCount() == 0);
        await().until(() -> failures.get() == 2);
        assertThat(store.loads.get())
                .as("it was loaded again for the second call")
                .isEqualTo(2);
    }

    @Test
    void aDeletedRoomIsForgotten() {
        HubFixture fixture = hub(this::record, after(100));
        type(fixture, "r", "ann", "a").join();
        assertThat(fixture.hub.room("r").delete().join()).isTrue();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(calls).isEmpty();
        fixture.hub.room("r").recreate().join();
        type(fixture, "r", "bob", "b").join();
        await().until(() -> texts().equals(List.of("b")));
    }

    @Test
    void aRenamedRoomIsHandedOverUnderItsNewName() {
        HubFixture fixture = hub(this::record, after(100));
        type(fixture, "old", "ann", "a").join();
        fixture.hub.room("old").renameTo("new").join();
        await().until(() -> !calls.isEmpty());
        assertThat(calls).extracting(Call::room).containsExactly("new");
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void theCloseHandsEverythingOver() {
        HubFixture fixture = hub(this::record, after(3_600_000).maxDelay(Duration.ofHours(2)));
        for (int i = 0; i < 20; i++) {
            type(fixture, "r" + i, "ann", "a").join();
        }
        assertThat(calls).isEmpty();
        fixture.hub.close();
        assertThat(calls).hasSize(20);
    }

    @Test
    void aDrainWaitsForAHookNoLongerThanItMay() {
        CountDownLatch hangs = new CountDownLatch(1);
        HubFixture fixture = hub(content -> hangs.await(), after(0));
        type(fixture, "r", "ann", "a").join();
        assertThat(fixture.hub.drain(Duration.ofMillis(300)))
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(List.of());
        hangs.countDown();
    }

    @Test
    void ofAClusterAllGetWhatOthersHaveChangedAndNameTheirOwnAuthors() {
        InMemoryMessageBus bus = new InMemoryMessageBus();
        Map<String, List<Call>> byHub = new ConcurrentHashMap<>();
        for (String name : List.of("one", "two")) {
            hub(
                    content -> byHub.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>())
                            .add(Call.of(content)),
                    after(50),
                    builder -> builder.bus(name.equals("one") ? bus : bus.node()));
        }
        ScriptedClient ann = joined(fixtures.get(0), "r", "ann");
        ScriptedClient bob = joined(fixtures.get(1), "r", "bob");
        ann.edit(doc -> doc.getText("t").insert(0, "a"));
        bob.awaitText("t", "a");
        await().until(() -> byHub.size() == 2); // both have had it, so the next one is news for both
        bob.edit(doc -> doc.getText("t").insert(1, "b"));
        ann.awaitText("t", "ab");
        await().until(() -> byHub.size() == 2
                && byHub.values().stream()
                        .allMatch(all -> all.get(all.size() - 1).text().equals("ab")));
        assertThat(byHub.get("one").stream().flatMap(call -> call.authors().stream()))
                .containsOnly("ann");
        assertThat(byHub.get("two").stream().flatMap(call -> call.authors().stream()))
                .containsOnly("bob");
        ann.close();
        bob.close();
    }

    /** Hooks that fail and take their time, a store that fails, rooms that leave. An edit adds the number of its author. */
    @Test
    void eachContentIsAStateOfItsRoomAndNamesWhoHasChangedItSinceTheLast() {
        EventHistories.play(SHARE, this::play);
    }

    private void play(Random random) {
        calls.clear();
        double failing = random.nextDouble() / 2;
        HubFixture fixture = hub(
                content -> {
                    Thread.sleep(ThreadLocalRandom.current().nextInt(10));
                    if (Math.random() < failing) {
                        throw new IllegalStateException("as the test wants");
                    }
                    record(content);
                },
                after(random.nextInt(20))
                        .maxDelay(Duration.ofMillis(20 + random.nextInt(50)))
                        .threads(2),
                builder -> builder.options(HubFixture.quick()
                        .idleTimeout(Duration.ofMillis(random.nextInt(30)))
                        .build()));
        String prefix = "seed-" + random.nextLong() + "-";
        Map<String, String> expected = new TreeMap<>();
        List<CompletableFuture<Void>> edits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String room = prefix + random.nextInt(3);
            String author = Integer.toString(random.nextInt(7));
            edits.add(type(fixture, room, author, author));
            expected.merge(room, author, String::concat);
            store.failAppends.set(random.nextInt(20) == 0 ? 1 : 0);
            if (random.nextInt(10) == 0) {
                await().pollDelay(Duration.ofMillis(random.nextInt(40))).until(() -> true);
            }
        }
        edits.forEach(CompletableFuture::join);
        expected.forEach((room, text) -> check(room, text));
        fixture.close();
        fixtures.remove(fixture);
    }

    private void check(String room, String text) {
        await().untilAsserted(() -> assertThat(textsOf(room)).endsWith(text));
        String before = "";
        for (Call call : calls) {
            if (call.room().equals(room)) {
                assertThat(text).startsWith(call.text());
                assertThat(call.text()).startsWith(before);
                assertThat(call.authors())
                        .containsExactlyInAnyOrderElementsOf(letters(call.text().substring(before.length())));
                before = call.text();
            }
        }
    }

    private List<String> textsOf(String room) {
        return calls.stream()
                .filter(call -> call.room().equals(room))
                .map(Call::text)
                .toList();
    }

    private static Set<String> letters(String text) {
        return text.chars().mapToObj(Character::toString).collect(Collectors.toSet());
    }

    @Test
    void optionsHaveBounds() {
        List<ContentOptions.Builder> wrong = List.of(
                ContentOptions.builder().interval(Duration.ofMillis(-1)),
                ContentOptions.builder().maxDelay(Duration.ofSeconds(1)),
                ContentOptions.builder().timeout(Duration.ZERO),
                ContentOptions.builder().threads(0));
        wrong.forEach(builder -> assertThatIllegalArgumentException().isThrownBy(builder::build));
    }
}
