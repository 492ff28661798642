package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.core.protocol.HocuspocusMessage;
import dev.collab4j.hub.memory.InMemoryMessageBus;
import dev.collab4j.spi.bus.MessageBus;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.transport.CloseCode;
import dev.collab4j.testkit.LoopbackTransport;
import dev.collab4j.testkit.ScriptedClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * People of both protocols type at two hubs, online and offline, while their room is deleted, begun again and renamed by
 * either hub or by a third, the bus loses messages and the store stalls. Every word says in which life of the document it
 * was written, so that of each it can be said whether it may still be seen. A page that is told that its document was
 * deleted throws it away; one that was offline over a new beginning would bring the old content back, as nothing tells it
 * apart, and doesn't return. The seed decides what is done, not when it arrives.
 */
class DeletionHistoriesTest {

    private static final long SEED = Long.getLong("collab.deletion.seed", 1);
    private static final int HISTORIES = Integer.getInteger("collab.deletion.histories", 10);
    private static final Duration REPAIR = Duration.ofMillis(50);
    private static final int PAGES = 5;
    private static final double LOST_SHARE = 0.2;

    private int deleted;
    private int renamed;
    private int told;

    @Test
    void nothingOfADeletedDocumentIsSeenAgain() {
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            try (History history = new History(seed)) {
                history.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "Again: -Dtest=DeletionHistoriesTest -Dcollab.deletion.histories=1 -Dcollab.deletion.seed="
                                + seed,
                        e);
            }
        }
        System.out.printf(
                "deletion: histories %d from seed %d: %d documents deleted, %d renamed, %d pages told%n",
                HISTORIES, SEED, deleted, renamed, told);
        assertThat(deleted).isGreaterThanOrEqualTo(HISTORIES / 2);
        assertThat(told).isGreaterThanOrEqualTo(HISTORIES);
    }

    private final class History implements AutoCloseable {

        private final Random random;
        private final Random losses;
        private final TestStore store = new TestStore();
        private volatile double lostShare = LOST_SHARE;
        private final InMemoryMessageBus bus = new InMemoryMessageBus(message -> isLost());
        private final List<Hub> hubs = List.of(new Hub(bus, store), new Hub(bus.node(), store));
        /** Its store never stalls. */
        private final Hub third = new Hub(bus.node(), store.memory);

        private final List<Page> pages = new ArrayList<>();
        private final List<String> oldNames = new ArrayList<>();
        private String name = "r";
        private int life;
        private int words;
        private boolean exists = true;

        History(long seed) {
            random = new Random(seed);
            losses = new Random(seed);
        }

        private synchronized boolean isLost() {
            return losses.nextDouble() < lostShare;
        }

        void run() {
            for (int i = 0; i < PAGES; i++) {
                pages.add(open());
            }
            for (int steps = 30 + random.nextInt(30); steps > 0; steps--) {
                step();
            }
            lostShare = 0;
            store.goOn();
            settle();
            check();
        }

        private Page open() {
            Hub hub = hubs.get(random.nextInt(hubs.size()));
            return random.nextInt(3) == 0 ? new ProviderPage(hub, name, life) : new YPage(hub, name, life);
        }

        private void step() {
            int at = random.nextInt(pages.size());
            Page page = pages.get(at);
            switch (random.nextInt(20)) {
                case 0 -> delete(anywhere());
                case 1 -> beginAgainUnheard();
                case 2 -> recreate(anywhere());
                case 3 -> rename();
                case 4 -> stall(store::stallAppends);
                case 5 -> stall(store::stallSnapshots);
                case 6, 7 -> store.goOn();
                case 8, 9 -> page.goOffline();
                case 10, 11 -> goOnline(at);
                case 12 -> page.awaitSomething();
                default -> page.type(words++);
            }
            renewIfTold(at);
        }

        /** One at a time: what a second stall of the same kind finds waiting would wait for ever. */
        private void stall(Runnable how) {
            store.goOn();
            how.run();
        }

        private void renewIfTold(int at) {
            if (pages.get(at).isTold()) {
                told++;
                pages.set(at, open());
            }
        }

        /** Who has missed a new beginning doesn't return. */
        private void goOnline(int at) {
            Page page = pages.get(at);
            if (page.isOffline() && (page.life < life || isFromBefore(page))) {
                pages.set(at, open());
            } else {
                page.goOnline();
            }
        }

        /** It came to a hub that had not heard yet. */
        private boolean isFromBefore(Page page) {
            return lives(page.doc()).stream().anyMatch(other -> other < life);
        }

        private Room anywhere() {
            return (random.nextBoolean() ? third : hubs.get(random.nextInt(2))).fixture.hub.room(name);
        }

        private void delete(Room room) {
            if (exists) {
                assertThat(room.delete().join()).isTrue();
                exists = false;
                deleted++;
            }
        }

        private void recreate(Room room) {
            if (!exists) {
                life++;
                assertThat(room.recreate().join()).isTrue();
                exists = true;
            }
        }

        /** Nobody hears that the document ends and begins again; then the two meet. */
        private void beginAgainUnheard() {
            lostShare = 1;
            Room room = third.fixture.hub.room(name);
            delete(room);
            recreate(room);
            lostShare = 0;
            assertThat(words(third.fixture)).isEmpty();
            lostShare = LOST_SHARE;
        }

        private void rename() {
            if (exists) {
                store.goOn();
                String next = "r" + renamed;
                if (isRenamed(next)) {
                    renamed++;
                    oldNames.add(name);
                    name = next;
                }
            }
        }

        /** It isn't by a hub that hears just then that what it has was deleted. */
        private boolean isRenamed(String next) {
            try {
                anywhere().renameTo(next).join();
                return true;
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StorageException.class);
                return false;
            }
        }

        private void settle() {
            await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
                Set<String> expected = exists ? words(third.fixture) : Set.of();
                for (int at = 0; at < pages.size(); at++) {
                    goOnline(at);
                    if (exists) {
                        renewIfTold(at);
                        assertThat(pages.get(at).isSaved()).as("saved").isTrue();
                        assertThat(wordsIn(pages.get(at).doc())).isEqualTo(expected);
                    } else {
                        assertThat(pages.get(at).isTold()).as("told").isTrue();
                    }
                }
            });
        }

        private void check() {
            oldNames.forEach(this::assertGone);
            if (!exists) {
                assertGone(name);
                return;
            }
            for (Page page : pages) {
                assertThat(lives(page.doc())).as("a page").isSubsetOf(Set.of(life));
                assertThat(wordsIn(page.doc())).containsAll(page.typed);
            }
            hubs.forEach(hub -> assertThat(words(hub.fixture)).isEqualTo(words(third.fixture)));
            assertThat(lives(StoredDocuments.read(store.memory, name)))
                    .as("the store")
                    .isSubsetOf(Set.of(life));
        }

        private void assertGone(String room) {
            assertThat(wordsIn(StoredDocuments.read(store.memory, room))).isEmpty();
            for (Hub hub : hubs) {
                ScriptedClient visitor = hub.fixture.client(room);
                visitor.connect();
                assertThat(visitor.awaitClosed().value()).isEqualTo(4404);
                assertThat(wordsIn(visitor.doc())).isEmpty();
            }
        }

        private Set<String> words(HubFixture hub) {
            return hub.hub.room(name).read(DeletionHistoriesTest::wordsIn).join();
        }

        @Override
        public void close() {
            hubs.forEach(Hub::close);
            third.close();
            bus.close();
        }
    }

    private static Set<String> wordsIn(Doc doc) {
        String text = doc.getText("t").toString();
        return text.isEmpty() ? Set.of() : new TreeSet<>(List.of(text.split(";")));
    }

    private static Set<Integer> lives(Doc doc) {
        Set<Integer> lives = new TreeSet<>();
        wordsIn(doc).forEach(word -> lives.add(Integer.valueOf(word.substring(0, word.indexOf(':')))));
        return lives;
    }

    private static final class Hub implements AutoCloseable {

        private final HubFixture fixture;
        private final LoopbackTransport hocuspocus;

        private Hub(MessageBus bus, DocumentStore store) {
            HubOptions options = HubFixture.quick()
                    .repairInterval(REPAIR)
                    .compactAfterUpdates(4)
                    .build();
            fixture = new HubFixture(builder -> builder.store(store).bus(bus).options(options));
            hocuspocus = new LoopbackTransport(fixture.hub.hocuspocus());
        }

        @Override
        public void close() {
            fixture.close();
            hocuspocus.close();
        }
    }

    /** Somebody's page, which ends when it is told that its document was deleted. */
    private abstract static class Page {

        private final int life;
        private final List<String> typed = new ArrayList<>();
        private boolean offline;

        private Page(int life) {
            this.life = life;
        }

        void type(int number) {
            if (!isTold()) {
                String word = life + ":" + number;
                edit(doc -> doc.getText("t").insert(0, word + ";"));
                typed.add(word);
            }
        }

        void goOffline() {
            if (!offline && !isTold()) {
                offline = true;
                cut();
            }
        }

        void goOnline() {
            if (offline) {
                offline = false;
                enter();
            }
        }

        /** Until there is an answer: what it says of the document is true of that moment. */
        void enter() {
            connect();
            awaitAnswer();
        }

        void awaitAnswer() {
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> isSynced() || isTold());
        }

        boolean isOffline() {
            return offline;
        }

        /** An answer, or the end of a short patience. */
        void awaitSomething() {
            long end = System.nanoTime() + REPAIR.toNanos();
            while (!offline && !isTold() && !isSaved() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }

        abstract Doc doc();

        abstract void edit(Consumer<Doc> body);

        abstract boolean isTold();

        abstract boolean isSynced();

        /** Whether all that it has sent was acknowledged. */
        abstract boolean isAcknowledged();

        boolean isSaved() {
            return isSynced() && isAcknowledged();
        }

        abstract void cut();

        abstract void connect();
    }

    private static final class YPage extends Page {

        private static final int DELETED = 4404;
        private final ScriptedClient client;

        private YPage(Hub hub, String room, int life) {
            super(life);
            client = hub.fixture.client(room);
            enter();
        }

        @Override
        Doc doc() {
            return client.doc();
        }

        @Override
        void edit(Consumer<Doc> body) {
            client.edit(body);
        }

        @Override
        boolean isTold() {
            CloseCode code = client.closeCode();
            return code != null && code.value() == DELETED;
        }

        @Override
        boolean isSynced() {
            return client.isSynced();
        }

        @Override
        boolean isAcknowledged() {
            return client.isSaved();
        }

        @Override
        void cut() {
            client.cut();
        }

        @Override
        void connect() {
            if (!isTold()) {
                client.connect();
            }
        }
    }

    private static final class ProviderPage extends Page {

        private final ScriptedProvider.Socket socket;
        private final ScriptedProvider provider;

        private ProviderPage(Hub hub, String room, int life) {
            super(life);
            socket = new ScriptedProvider.Socket(hub.hocuspocus).open();
            provider = socket.attach(room, "token");
            awaitAnswer();
        }

        @Override
        Doc doc() {
            return provider.doc;
        }

        @Override
        void edit(Consumer<Doc> body) {
            provider.edit(body);
        }

        @Override
        boolean isTold() {
            return provider.count(HocuspocusMessage.PermissionDenied.class) > 0;
        }

        @Override
        boolean isSynced() {
            return provider.isSynced();
        }

        @Override
        boolean isAcknowledged() {
            return provider.unsynced.get() == 0;
        }

        @Override
        void cut() {
            socket.peer().cut();
        }

        @Override
        void connect() {
            socket.open();
        }
    }
}
