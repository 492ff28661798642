package dev.collab4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.collab4j.spi.Health;
import dev.collab4j.spi.storage.DocumentStore;
import dev.collab4j.spi.storage.Head;
import dev.collab4j.spi.storage.LoadSink;
import dev.collab4j.spi.storage.Page;
import dev.collab4j.spi.storage.StorageException;
import dev.collab4j.spi.storage.StorageException.Kind;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link DocumentStore} has to hold, a test for each rule, named with the rule's id.
 *
 * <pre>{@code
 * class FileStoreTest extends DocumentStoreContract {
 *     @TempDir Path dir;
 *     @Override protected DocumentStore open() { return new FileStore(dir); }   // called again = restart
 * }
 * }</pre>
 */
public abstract class DocumentStoreContract {

    private static final long ORIGIN = 7;
    /** Keeps what a race stores small enough to be compared each time. */
    private static final int MOST_RACING_APPENDS = 10_000;

    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    private DocumentStore store;

    /** For subclasses. */
    protected DocumentStoreContract() {}

    /**
     * Opens the store. Called before each test, with nothing stored, and again inside a test for a restart: then
     * everything that was stored is to be there.
     *
     * @return the store, not null
     * @throws Exception if it can't be opened
     */
    protected abstract DocumentStore open() throws Exception;

    /**
     * Whether what is stored outlives the store object.
     *
     * @return true; false for a store in memory, which skips S1
     */
    protected boolean isDurable() {
        return true;
    }

    /**
     * Damages one byte of the only stored update of a document, behind the store's back.
     *
     * @param document the document's name, not null
     * @return true if done; false if the store has nothing to damage, which skips S18
     * @throws Exception if it can't be done
     */
    protected boolean damage(String document) throws Exception {
        return false;
    }

    /**
     * How long the tests with racing threads run.
     *
     * @return the time, 2 s unless overridden
     */
    protected Duration raceDuration() {
        return Duration.ofSeconds(2);
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Test
    void s1_whatWasAppendedSurvivesARestart() throws Exception {
        assumeTrue(isDurable(), "the store keeps nothing over a restart");
        store.append(List.of(update("d", 0, 1, "a")));
        Head head = replace("d", Head.UNKNOWN, "snapshot", List.of());
        store.append(List.of(update("d", 0, 2, "b")));
        store.close();
        store = open();
        Loaded loaded = load("d");
        assertThat(loaded.head).isEqualTo(head);
        assertThat(loaded.snapshotText()).isEqualTo("snapshot");
        assertThat(loaded.texts()).containsExactly("a", "b");
    }

    @Test
    void s1_aHealthyStoreSaysSo() {
        assertThat(store.check().status()).isEqualTo(Health.Status.UP);
    }

    @Test
    void s2_aBatchIsAllOrNothing() {
        Head tombstone = deleted("gone");
        List<StoredUpdate> batch = List.of(
                update("d", 0, 1, "a"), update("gone", tombstone.generation() - 1, 2, "b"), update("d", 0, 3, "c"));
        assertRefused(() -> store.append(batch));
        assertThat(load("d").texts()).isEmpty();
    }

    @Test
    void s3_theSameIdAgainIsOneUpdate() {
        store.append(List.of(update("d", 0, 1, "a"), update("d", 0, 2, "b")));
        store.append(List.of(update("d", 0, 1, "a"), update("d", 0, 2, "b"), update("d", 0, 3, "c")));
        assertThat(load("d").texts()).containsExactly("a", "b", "c");
    }

    @Test
    void s3_theSameIdAgainAfterItWasCoveredIsNothing() {
        store.append(List.of(update("d", 0, 1, "a"), update("d", 0, 2, "b")));
        replace("d", Head.UNKNOWN, "ab", ids(1, 2));
        store.append(List.of(update("d", 0, 1, "a"), update("d", 0, 2, "b"), update("d", 0, 3, "c")));
        assertThat(load("d").texts()).containsExactly("c");
    }

    @Test
    void s3_theSameCounterOfAnotherOriginIsAnotherUpdate() {
        store.append(List.of(update("d", 0, 1, "a")));
        store.append(List.of(StoredUpdate.of("d", 0, new UpdateId(ORIGIN + 1, 1), bytes("b"), null, null, AT)));
        store.append(List.of(StoredUpdate.of("d", 0, new UpdateId(-ORIGIN, 1), bytes("c"), null, null, AT)));
        assertThat(load("d").texts()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void s4_updatesLoadInTheOrderOfTheirAppends() {
        List<String> expected = new ArrayList<>();
        long counter = 0;
        for (int batch = 0; batch < 20; batch++) {
            List<StoredUpdate> updates = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                expected.add("u" + ++counter);
                updates.add(update("d", 0, counter, "u" + counter));
            }
            store.append(updates);
        }
        assertThat(load("d").texts()).isEqualTo(expected);
    }

    @Test
    void s4_allFieldsOfAnUpdateComeBack() {
        store.append(List.of(StoredUpdate.of(
                "d", 0, new UpdateId(Long.MIN_VALUE, Long.MAX_VALUE), bytes("a"), "ünïcode", "s-1", AT)));
        StoredUpdate back = load("d").updates.get(0);
        assertThat(back.document()).isEqualTo("d");
        assertThat(back.generation()).isZero();
        assertThat(back.id()).isEqualTo(new UpdateId(Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(back.author()).isEqualTo("ünïcode");
        assertThat(back.session()).isEqualTo("s-1");
        assertThat(back.at()).isEqualTo(AT);
    }

    @Test
    void s4_oneBatchMayHoldManyDocuments() {
        store.append(List.of(update("b", 0, 2, "b1"), update("a", 0, 1, "a1"), update("b", 0, 3, "b2")));
        store.append(List.of());
        assertThat(load("a").texts()).containsExactly("a1");
        assertThat(load("b").texts()).containsExactly("b1", "b2");
    }

    @Test
    void s6_anOldGenerationIsRefused() {
        Head head = store.recreate("d", deleted("d"));
        assertRefused(() -> store.append(List.of(update("d", 0, 1, "a"))));
        store.append(List.of(update("d", head.generation(), 2, "b")));
        assertThat(load("d").texts()).containsExactly("b");
    }

    @Test
    void s6_aGenerationThatNeverWasIsRefused() {
        assertRefused(() -> store.append(List.of(update("d", 3, 1, "a"))));
    }

    @Test
    void s6_aDeletedDocumentTakesNoAppend() {
        Head tombstone = deleted("d");
        assertRefused(() -> store.append(List.of(update("d", tombstone.generation(), 1, "a"))));
    }

    @Test
    void s7_anUnknownDocumentIsEmpty() {
        Loaded loaded = load("never seen");
        assertThat(loaded.head).isEqualTo(Head.UNKNOWN);
        assertThat(loaded.updates).isEmpty();
        assertThat(loaded.snapshot).isNull();
    }

    @Test
    void s7_aLoadSeesEveryAppendThatReturnedBefore() throws Exception {
        AtomicLong returned = new AtomicLong();
        Race race = new Race();
        race.start(() -> {
            long counter = returned.get() + 1;
            if (counter > MOST_RACING_APPENDS) {
                Thread.onSpinWait();
                return;
            }
            store.append(List.of(update("d", 0, counter, Long.toString(counter))));
            returned.set(counter);
        });
        race.start(this::compactByLoading);
        race.start(() -> {
            long before = returned.get();
            assertThat(load("d").numbers().containsAll(upTo(before))).isTrue();
        });
        race.finish();
        assertThat(returned.get()).isPositive();
    }

    @Test
    void s9_snapshotsOfEverySizeComeBackUnchanged() {
        Head head = Head.UNKNOWN;
        for (int size : new int[] {0, 1, 1 << 16, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20, 5}) {
            byte[] snapshot = new byte[size];
            new Random(size).nextBytes(snapshot);
            head = replaceBytes("d", head, snapshot, List.of()).orElseThrow();
            assertThat(load("d").snapshot).isEqualTo(snapshot);
        }
    }

    @Test
    void s9_theStreamIsReadInPiecesAndLeftOpen() {
        byte[] snapshot = new byte[100_000];
        new Random(1).nextBytes(snapshot);
        Trickle stream = new Trickle(snapshot);
        assertThat(store.replaceSnapshot("d", Head.UNKNOWN, stream, snapshot.length, List.of()))
                .isPresent();
        assertThat(stream.closed).isFalse();
        assertThat(load("d").snapshot).isEqualTo(snapshot);
    }

    @Test
    void s10_exactlyTheCoveredIdsAreRemoved() {
        store.append(List.of(
                update("d", 0, 1, "a"), update("d", 0, 2, "b"), update("d", 0, 3, "c"), update("other", 0, 2, "x")));
        Head head = replace("d", Head.UNKNOWN, "ac", ids(1, 3, 99));
        assertThat(head).isEqualTo(new Head(0, 1, false));
        Loaded loaded = load("d");
        assertThat(loaded.head).isEqualTo(head);
        assertThat(loaded.snapshotText()).isEqualTo("ac");
        assertThat(loaded.texts()).containsExactly("b");
        assertThat(load("other").texts()).containsExactly("x");
    }

    @Test
    void s10_coveringManyIdsAtOnceWorks() {
        List<StoredUpdate> updates = new ArrayList<>();
        List<UpdateId> covered = new ArrayList<>();
        for (long counter = 1; counter <= 5_000; counter++) {
            updates.add(update("d", 0, counter, "u"));
            covered.add(new UpdateId(ORIGIN, counter));
        }
        store.append(updates);
        replace("d", Head.UNKNOWN, "all", covered);
        assertThat(load("d").texts()).isEmpty();
    }

    @Test
    void s12_losingTheComparisonChangesNothing() {
        store.append(List.of(update("d", 0, 1, "a"), update("d", 0, 2, "b")));
        Head first = replace("d", Head.UNKNOWN, "first", ids(1));
        assertThat(tryReplace("d", Head.UNKNOWN, "late", ids(1, 2))).isEmpty();
        assertThat(tryReplace("d", new Head(1, 1, false), "generation", ids(1, 2)))
                .isEmpty();
        assertThat(tryReplace("d", new Head(0, 2, false), "future", ids(1, 2))).isEmpty();
        Loaded loaded = load("d");
        assertThat(loaded.head).isEqualTo(first);
        assertThat(loaded.snapshotText()).isEqualTo("first");
        assertThat(loaded.texts()).containsExactly("b");
    }

    @Test
    void s12_racingCompactorsAndAppendersLoseNothing() throws Exception {
        Set<Integer> returned = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wins = new AtomicInteger();
        Race race = new Race();
        for (int i = 0; i < 8; i++) {
            long origin = 100L + i;
            AtomicLong counter = new AtomicLong();
            race.start(() -> {
                int number = next.incrementAndGet();
                if (number > MOST_RACING_APPENDS) {
                    Thread.onSpinWait();
                    return;
                }
                UpdateId id = new UpdateId(origin, counter.incrementAndGet());
                store.append(List.of(StoredUpdate.of("d", 0, id, bytes(Integer.toString(number)), null, null, AT)));
                returned.add(number);
            });
            race.start(() -> wins.addAndGet(compactByLoading() ? 1 : 0));
        }
        race.finish();
        assertThat(load("d").numbers().containsAll(returned)).isTrue();
        assertThat(wins.get()).isPositive();
    }

    @Test
    void s14_exactlyOneOfManyRacingCreatorsWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            String document = "seed" + round;
            List<Callable<Boolean>> seeds = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String content = "seed " + i;
                seeds.add(() ->
                        tryReplace(document, Head.UNKNOWN, content, List.of()).isPresent());
            }
            assertThat(together(seeds)).containsOnlyOnce(true);
            assertThat(load(document).head.version()).isEqualTo(1);
        }
    }

    @Test
    void s15_deleteLeavesATombstone() {
        store.append(List.of(update("d", 0, 1, "a")));
        Head head = replace("d", Head.UNKNOWN, "a", ids(1));
        assertThat(store.delete("d", head.generation() + 1)).isFalse();
        assertThat(store.delete("d", head.generation())).isTrue();
        Loaded loaded = load("d");
        assertThat(loaded.head.deleted()).isTrue();
        assertThat(loaded.head.generation()).isGreaterThan(head.generation());
        assertThat(loaded.updates).isEmpty();
        assertThat(loaded.snapshot).isNull();
        assertThat(store.delete("d", loaded.head.generation())).isFalse();
        assertThat(tryReplace("d", loaded.head, "zombie", List.of())).isEmpty();
    }

    @Test
    void s15_aDocumentIsRecreatedOnceAndEmpty() {
        store.append(List.of(update("d", 0, 1, "a")));
        Head tombstone = deleted("d");
        Head head = store.recreate("d", tombstone);
        assertThat(head).isEqualTo(new Head(head.generation(), 0, false));
        assertThat(head.generation()).isGreaterThan(tombstone.generation());
        assertRefused(() -> store.recreate("d", tombstone));
        Loaded loaded = load("d");
        assertThat(loaded.head).isEqualTo(head);
        assertThat(loaded.updates).isEmpty();
    }

    @Test
    void s15_anAppendThatRacesADeleteIsNeverVisibleAfterwards() throws Exception {
        for (int round = 0; round < 20; round++) {
            String document = "race" + round;
            AtomicLong counter = new AtomicLong();
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(() -> appendUnlessRefused(document, counter.incrementAndGet()));
            }
            calls.add(2, () -> store.delete(document, 0));
            assertThat(together(calls).get(2)).isTrue();
            Loaded loaded = load(document);
            assertThat(loaded.head.deleted()).isTrue();
            assertThat(loaded.updates).isEmpty();
            store.recreate(document, loaded.head);
            assertThat(load(document).updates).isEmpty();
        }
    }

    @Test
    void s18_aDamagedRowIsFoundAndOthersGoOn() throws Exception {
        store.append(List.of(update("bad", 0, 1, "a"), update("good", 0, 2, "b")));
        assumeTrue(damage("bad"), "the store has nothing to damage");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> load("bad"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT))
                .satisfies(e -> assertThat(e.document()).isEqualTo("bad"));
        store.append(List.of(update("bad", 0, 3, "c"), update("good", 0, 4, "d")));
        assertThat(load("good").texts()).containsExactly("b", "d");
    }

    @Test
    void s19_namesAreComparedByteByByte() {
        List<String> names =
                List.of("A", "a", "a ", " a", "ä", "a\u0308", "équipe/plan 1", "😀", "%", "_", "'", "\"", "\\");
        for (int i = 0; i < names.size(); i++) {
            store.append(List.of(update(names.get(i), 0, 1L + i, names.get(i))));
        }
        for (String name : names) {
            assertThat(load(name).texts()).containsExactly(name);
        }
    }

    @Test
    void s19_aNameMayHave1024Bytes() {
        String longest = "é".repeat(512);
        store.append(List.of(update(longest, 0, 1, "a")));
        assertThat(load(longest).texts()).containsExactly("a");
        assertRefused(() -> store.append(List.of(update(longest + "x", 0, 2, "b"))));
        assertRefused(() -> store.append(List.of(update("nul\0", 0, 3, "c"))));
    }

    @Test
    void documentsAreListedInPages() {
        List<String> names = List.of("B", "a", "b", "é", "\uffee", "😀");
        for (int i = 0; i < names.size(); i++) {
            store.append(List.of(update(names.get(i), 0, 1L + i, "x")));
        }
        deleted("c");
        List<String> listed = new ArrayList<>();
        String after = null;
        do {
            Page<String> page = store.documents(after, 4);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            listed.addAll(page.items());
            after = page.next();
        } while (after != null);
        assertThat(listed).isEqualTo(names);
    }

    private boolean appendUnlessRefused(String document, long counter) {
        try {
            store.append(List.of(update(document, 0, counter, "x")));
            return true;
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            return false;
        }
    }

    private Head deleted(String document) {
        assertThat(store.delete(document, 0)).isTrue();
        return load(document).head;
    }

    /** Reads a document and writes all that it has found as the snapshot: what a hub does, without a CRDT. */
    private boolean compactByLoading() {
        Loaded loaded = load("d");
        List<UpdateId> covered = loaded.updates.stream().map(StoredUpdate::id).toList();
        Set<Integer> numbers = loaded.numbers();
        String snapshot = String.join(",", numbers.stream().map(String::valueOf).toList());
        return tryReplace("d", loaded.head, snapshot, covered).isPresent();
    }

    private Head replace(String document, Head expected, String snapshot, Collection<UpdateId> covered) {
        return tryReplace(document, expected, snapshot, covered).orElseThrow();
    }

    private Optional<Head> tryReplace(String document, Head expected, String snapshot, Collection<UpdateId> covered) {
        return replaceBytes(document, expected, bytes(snapshot), covered);
    }

    private Optional<Head> replaceBytes(String document, Head expected, byte[] snapshot, Collection<UpdateId> covered) {
        return store.replaceSnapshot(document, expected, new ByteArrayInputStream(snapshot), snapshot.length, covered);
    }

    private Loaded load(String document) {
        Loaded loaded = new Loaded();
        loaded.head = store.load(document, loaded);
        return loaded;
    }

    private static void assertRefused(Runnable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    private static StoredUpdate update(String document, long generation, long counter, String content) {
        return StoredUpdate.of(document, generation, new UpdateId(ORIGIN, counter), bytes(content), null, null, AT);
    }

    private static List<UpdateId> ids(long... counters) {
        List<UpdateId> ids = new ArrayList<>();
        for (long counter : counters) {
            ids.add(new UpdateId(ORIGIN, counter));
        }
        return ids;
    }

    private static List<Integer> upTo(long count) {
        return IntStream.rangeClosed(1, (int) count).boxed().toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Threads that repeat their work for {@link #raceDuration()}. */
    private final class Race {

        private final ExecutorService pool = Executors.newCachedThreadPool();
        private final List<Future<?>> runners = new ArrayList<>();
        private final long end = System.nanoTime() + raceDuration().toNanos();

        void start(Runnable work) {
            runners.add(pool.submit(() -> {
                while (System.nanoTime() - end < 0) {
                    work.run();
                }
            }));
        }

        void finish() throws InterruptedException, ExecutionException {
            try {
                for (Future<?> runner : runners) {
                    runner.get();
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /** What a load has brought. */
    private static final class Loaded implements LoadSink {

        private final List<StoredUpdate> updates = new ArrayList<>();
        private Head head = Head.UNKNOWN;
        private byte @Nullable [] snapshot;

        @Override
        public void update(StoredUpdate update) {
            updates.add(update);
        }

        @Override
        public void snapshot(InputStream bytes, long length) throws IOException {
            assertThat(snapshot).as("a second snapshot").isNull();
            byte[] read = bytes.readAllBytes();
            assertThat(read.length).isEqualTo((int) length);
            snapshot = read;
        }

        private String snapshotText() {
            return snapshot == null ? "" : new String(snapshot, StandardCharsets.UTF_8);
        }

        private List<String> texts() {
            return updates.stream()
                    .map(update -> new String(update.bytes(), StandardCharsets.UTF_8))
                    .toList();
        }

        /** The numbers of snapshot and updates together. */
        private Set<Integer> numbers() {
            Set<Integer> numbers = new HashSet<>();
            for (String number : snapshotText().split(",", -1)) {
                if (!number.isEmpty()) {
                    numbers.add(Integer.valueOf(number));
                }
            }
            texts().forEach(text -> numbers.add(Integer.valueOf(text)));
            return numbers;
        }
    }

    /** Gives its bytes in small pieces, as a network would. */
    private static final class Trickle extends ByteArrayInputStream {

        private boolean closed;

        private Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1_000));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
