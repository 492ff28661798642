package dev.collab4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Documents are opened and left, the n-th as often as 1 / n^0.99 (Zipf): how many opens the cache saves the store when a
 * fifth of the documents fits. Beside it what a cache saves that drops the longest unused, and the most that any can save
 * that doesn't know the future: that which always has the most popular. Once all are settled in.
 *
 * <p>{@code -Dcollab.zipf.documents=N}, {@code -Dcollab.zipf.opens=N}, {@code -Dcollab.zipf.exponent=X} (thousandths) and
 * {@code -Dcollab.zipf.seed=N} change it.
 */
class ZipfTest {

    private static final int DOCUMENTS = Integer.getInteger("collab.zipf.documents", 4_000);
    private static final int OPENS = Integer.getInteger("collab.zipf.opens", 18_000);
    private static final double EXPONENT = Integer.getInteger("collab.zipf.exponent", 990) / 1_000.0;
    private static final long SEED = Long.getLong("collab.zipf.seed", 1);
    private static final int FIT = DOCUMENTS / 5;
    private static final int SETTLING = OPENS / 3;

    private final TestStore store = new TestStore();
    private final Doc content = new Doc();
    private CollabHub hub = hub(Long.MAX_VALUE);

    private CollabHub hub(long maxIdleBytes) {
        return CollabHub.builder()
                .store(store)
                .options(HubOptions.builder()
                        .keepLoadedFor(Duration.ZERO)
                        .idleTimeout(Duration.ofHours(1))
                        .build())
                .limits(Limits.builder().maxIdleBytes(maxIdleBytes).build())
                .build();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static String name(int document) {
        return "document/" + document;
    }

    private void open(int document) {
        hub.room(name(document)).read(doc -> doc.getText("t").length()).join();
    }

    private long weightOfOne() {
        open(1);
        await().until(() -> hub.registry().idleBytes() > 0);
        return hub.registry().idleBytes();
    }

    @Test
    void mostOpensNeedNoLoad() {
        content.getText("t").insert(0, "x".repeat(1_000));
        IntStream.range(0, DOCUMENTS).forEach(i -> StoredDocuments.writeSnapshot(store.memory, name(i), content));
        long one = weightOfOne();
        hub.close();
        hub = hub(FIT * one);
        double[] shares = shares();
        double[] upTo = shares.clone();
        Arrays.parallelPrefix(upTo, Double::sum);
        Random random = new Random(SEED);
        Lru lru = new Lru();
        store.loads.set(0);
        int lruLoads = 0;
        for (int i = 0; i < OPENS; i++) {
            int document = pick(upTo, random.nextDouble());
            open(document);
            boolean isMiss = lru.put(document, document) == null;
            if (i < SETTLING) {
                store.loads.set(0);
            } else if (isMiss) {
                lruLoads++;
            }
        }
        double saved = saved(store.loads.get());
        double savedByLru = saved(lruLoads);
        double most = DoubleStream.of(shares).limit(FIT).sum();
        System.out.printf(
                "%d opens of %d documents, %d fit: loads fall by %.1f %%, with LRU by %.1f %%, at most by %.1f %%; seed %d%n",
                OPENS, DOCUMENTS, FIT, 100 * saved, 100 * savedByLru, 100 * most, SEED);
        assertThat(hub.registry().idleSize()).isLessThanOrEqualTo(FIT + 10);
        assertThat(saved).isGreaterThan(0.73).isGreaterThan(savedByLru).isLessThan(most + 0.01);
    }

    private static double saved(int loads) {
        return 1 - loads / (double) (OPENS - SETTLING);
    }

    private static double[] shares() {
        double[] weights = IntStream.rangeClosed(1, DOCUMENTS)
                .mapToDouble(rank -> Math.pow(rank, -EXPONENT))
                .toArray();
        double all = DoubleStream.of(weights).sum();
        return DoubleStream.of(weights).map(weight -> weight / all).toArray();
    }

    private static int pick(double[] upTo, double point) {
        int found = Arrays.binarySearch(upTo, point);
        return Math.min(found < 0 ? -found - 1 : found, DOCUMENTS - 1);
    }

    private static final class Lru extends LinkedHashMap<Integer, Integer> {

        private static final long serialVersionUID = 1L;

        private Lru() {
            super(FIT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
            return size() > FIT;
        }
    }
}
