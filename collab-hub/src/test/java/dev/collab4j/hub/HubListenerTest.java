package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubListenerTest {

    private static final int SHARE = 40;
    private static final int ROOMS = 3;
    private static final int PEOPLE = 3;

    private final List<HubEvent> events = new CopyOnWriteArrayList<>();
    private final List<HubFixture> fixtures = new ArrayList<>();
    private TestStore store = new TestStore();

    private HubFixture hub(HubListener listener, HubOptions.Builder options) {
        HubFixture fixture = new HubFixture(builder -> builder.store(store)
                        .options(options.build())
                        .authenticator(request -> Access.readWrite(request.token()))
                        .listener(listener))
                .releasing(store);
        fixtures.add(fixture);
        return fixture;
    }

    private HubFixture hub() {
        return hub(events::add, HubFixture.quick());
    }

    @AfterEach
    void close() {
        fixtures.forEach(HubFixture::close);
    }

    private static ScriptedClient joined(HubFixture fixture, String room, String user) {
        ScriptedClient client = ScriptedClient.of(fixture.transport, room, request -> request.query("token=" + user));
        client.connect();
        return client.awaitSynced();
    }

    private List<HubEvent.Stored> stored(String room) {
        return events.stream()
                .filter(event ->
                        event instanceof HubEvent.Stored stored && stored.room().equals(room))
                .map(HubEvent.Stored.class::cast)
                .toList();
    }

    @Test
    void anEventSaysWhoHasChangedWhatWhenAndFromWhere() {
        HubFixture fixture = hub();
        ScriptedClient ann = joined(fixture, "r", "ann");
        ann.edit(doc -> doc.getText("t").insert(0, "hello"));
        ann.awaitSaved();
        fixture.hub
                .room("r")
                .edit("importer", doc -> doc.getText("t").insert(5, "!"))
                .join();
        await().until(() -> events.size() == 2);
        HubEvent.Stored first = stored("r").get(0);
        assertThat(first.author()).isEqualTo("ann");
        assertThat(first.session())
                .isEqualTo(fixture.hub.room("r").sessions().join().get(0).id());
        assertThat(first.id()).isEqualTo(store.appended.get(0).id());
        assertThat(first.at()).isEqualTo(store.appended.get(0).at());
        assertThat(first.update().clients()).containsExactly(ann.doc().clientId());
        assertThat(stored("r").get(1).author()).isEqualTo("importer");
        assertThat(stored("r").get(1).session()).isNull();
        ann.close();
    }

    @Test
    void nothingIsToldBeforeItIsDurable() {
        HubFixture fixture = hub();
        store.stallAppends();
        CompletableFuture<Void> edit =
                fixture.hub.room("r").edit("code", doc -> doc.getText("t").insert(0, "x"));
        await().pollDelay(Duration.ofMillis(100)).until(() -> store.appends.get() == 1);
        assertThat(events).isEmpty();
        store.goOn();
        edit.join();
        await().until(() -> events.size() == 1);
    }

    @Test
    void whatIsStoredAsAWholeIsToldToo() {
        store.refuses = update -> "refused".equals(update.author());
        HubFixture fixture = hub();
        for (String author : List.of("code", "refused", "behind")) {
            fixture.hub
                    .room("r")
                    .edit(author, doc -> doc.getText("t").insert(0, author))
                    .join();
        }
        await().until(() -> events.size() == 3);
        assertThat(stored("r")).extracting(HubEvent.Stored::author).containsExactly("code", "refused", "behind");
    }

    @Test
    void aListenerThatThrowsCostsNobody() {
        HubFixture fixture = hub(
                event -> {
                    events.add(event);
                    throw new IllegalStateException("as the test wants");
                },
                HubFixture.quick());
        editTwentyTimes(fixture.hub.room("r"));
        await().until(() -> events.size() == 20);
        assertThat(stored("r"))
                .extracting(HubEvent.Stored::id)
                .containsExactlyElementsOf(
                        store.appended.stream().map(StoredUpdate::id).toList());
    }

    /** In all lanes at once: edits, sessions, loads and evictions go on, and what is missing is said in its place. */
    @Test
    void aListenerThatHangsCostsNobodyAndThenHearsOfTheGap() {
        CountDownLatch hangs = new CountDownLatch(1);
        HubFixture fixture = hub(
                event -> {
                    hangs.await();
                    events.add(event);
                },
                HubFixture.quick().maxQueuedEvents(40).idleTimeout(Duration.ofMillis(50)));
        List<String> rooms = IntStream.range(0, 20).mapToObj(i -> "room-" + i).toList();
        for (int i = 0; i < 30; i++) {
            for (String room : rooms) {
                assertThat(fixture.hub
                                .room(room)
                                .edit("code", doc -> doc.getText("t").insert(0, "x")))
                        .succeedsWithin(Duration.ofSeconds(5));
            }
        }
        await().until(() -> fixture.hub.roomCount() == 0);
        assertThat(events).isEmpty();
        assertThat(fixture.hub.engine().effects().missedEvents()).isBetween(600L - 44, 600L - 40);
        hangs.countDown();
        await().until(() -> counted().values().stream().mapToLong(n -> n).sum() == 600);
        assertThat(counted().values()).containsOnly(30L);
    }

    /** Updates told and missing, by room; the numbers of those told rise, and the gaps come behind them. */
    private Map<String, Long> counted() {
        Map<String, Long> counts = new HashMap<>();
        for (HubEvent event : events) {
            if (event instanceof HubEvent.Stored stored) {
                counts.merge(stored.room(), 1L, Long::sum);
            } else if (event instanceof HubEvent.Gap gap) {
                counts.merge(Objects.requireNonNull(gap.room()), gap.missed(), Long::sum);
            }
        }
        return counts;
    }

    private static void editTwentyTimes(Room room) {
        for (int i = 0; i < 20; i++) {
            room.edit("code", HubListenerTest::type).join();
        }
    }

    @Test
    void theCloseWaitsForTheListener() {
        HubFixture fixture = hub(
                event -> {
                    TimeUnit.MILLISECONDS.sleep(20);
                    events.add(event);
                },
                HubFixture.quick());
        editTwentyTimes(fixture.hub.room("r"));
        fixture.hub.close();
        assertThat(events).hasSize(20);
    }

    /** With a store that fails before and after its work, rooms that leave and come back, and people who reconnect. */
    @Test
    void eachUpdateIsToldOnceInTheOrderOfItsRoomWithItsAuthor() {
        EventHistories.play(SHARE, this::play);
    }

    private void play(Random random) {
        events.clear();
        store = new TestStore();
        HubFixture fixture = hub(
                events::add,
                HubFixture.quick().idleTimeout(Duration.ofMillis(10)).compactAfterUpdates(20));
        Map<String, List<ScriptedClient>> people = new LinkedHashMap<>();
        for (int i = 0; i < ROOMS; i++) {
            String room = "room-" + i;
            people.put(
                    room,
                    IntStream.range(0, PEOPLE)
                            .mapToObj(user -> joined(fixture, room, "user-" + user))
                            .toList());
        }
        List<CompletableFuture<Void>> edits = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String room = "room-" + random.nextInt(ROOMS);
            int user = random.nextInt(PEOPLE + 1);
            if (user == PEOPLE) {
                edits.add(fixture.hub.room(room).edit("code", HubListenerTest::type));
            } else {
                act(people.get(room).get(user), random);
            }
            fail(random);
        }
        people.values()
                .forEach(all -> all.forEach(client -> {
                    client.connect();
                    client.awaitSynced().awaitSaved();
                }));
        edits.forEach(CompletableFuture::join);
        people.forEach((room, all) -> check(fixture, room, all));
        people.values().forEach(all -> all.forEach(ScriptedClient::close));
    }

    private static void act(ScriptedClient client, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> client.cut();
            case 1 -> client.connect();
            default -> client.edit(HubListenerTest::type);
        }
    }

    private static void type(Doc doc) {
        doc.getText("t").insert(0, "x");
    }

    private void fail(Random random) {
        switch (random.nextInt(20)) {
            case 0 -> store.failAppends.set(1);
            case 1 -> store.failAfterAppend.set(1);
            case 2 -> store.failSnapshots.set(1);
            default -> {}
        }
    }

    private void check(HubFixture fixture, String room, List<ScriptedClient> people) {
        Map<UpdateId, StoredUpdate> accepted = new LinkedHashMap<>(); // repeated with the same id
        store.appended.stream()
                .filter(update -> update.document().equals(room))
                .forEach(update -> accepted.putIfAbsent(update.id(), update));
        await().untilAsserted(() ->
                assertThat(stored(room)).extracting(HubEvent.Stored::id).containsExactlyElementsOf(accepted.keySet()));
        Doc replayed = new Doc();
        for (HubEvent.Stored event : stored(room)) {
            replayed.applyUpdate(event.update());
            assertThat(event.author()).isEqualTo(accepted.get(event.id()).author());
            checkAuthor(event, people);
        }
        assertThat(replayed.hasPending()).isFalse();
        assertThat(replayed.getText("t").length()).isEqualTo(fixture.length(room, "t"));
    }

    /** A client may bring what another one has written along with its own. */
    private static void checkAuthor(HubEvent.Stored event, List<ScriptedClient> people) {
        List<Long> ids = people.stream().map(client -> client.doc().clientId()).toList();
        if ("code".equals(event.author())) {
            assertThat(event.update().clients()).doesNotContainAnyElementsOf(ids);
        } else {
            int user = Integer.parseInt(event.author().substring("user-".length()));
            assertThat(event.update().clients()).contains(ids.get(user));
        }
    }
}
