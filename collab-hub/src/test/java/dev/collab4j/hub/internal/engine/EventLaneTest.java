package dev.collab4j.hub.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.collab4j.core.Doc;
import dev.collab4j.hub.EventHistories;
import dev.collab4j.hub.HubEvent;
import dev.collab4j.hub.HubListener;
import dev.collab4j.spi.storage.StoredUpdate;
import dev.collab4j.spi.storage.UpdateId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventLaneTest {

    private static final int ROOMS = 4;
    private static final int LIMIT = 10;
    private static final byte[] PAYLOAD = Payload.of(new Doc().encodeStateAsUpdate());

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<HubEvent> told = new ArrayList<>();
    private final EventLane lane = lane(told::add);

    private EventLane lane(HubListener listener) {
        return new EventLane(listener, LIMIT, Long.MAX_VALUE, pool::add);
    }

    private static StoredUpdate update(String room, long number) {
        return StoredUpdate.of(room, 0, new UpdateId(1, number), PAYLOAD, "ann", null, Instant.EPOCH);
    }

    private static List<StoredUpdate> updates(String room, long from, long to) {
        return LongStream.range(from, to).mapToObj(i -> update(room, i)).toList();
    }

    private void work() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    /** As a word each: the number of an update, or how many are missing of which room. */
    private List<String> words() {
        return told.stream().map(EventLaneTest::word).toList();
    }

    private static String word(HubEvent event) {
        return event instanceof HubEvent.Stored stored
                ? stored.room() + stored.id().counter()
                : ((HubEvent.Gap) event).room() + "+" + ((HubEvent.Gap) event).missed();
    }

    @Test
    void whatFindsNoPlaceIsAGapWhereItIsMissing() {
        assertThat(lane.add(updates("a", 0, 9))).isZero();
        assertThat(lane.add(updates("b", 0, 3))).isEqualTo(2);
        assertThat(lane.add(updates("a", 9, 10))).isEqualTo(1);
        work();
        lane.add(updates("a", 10, 11));
        work();
        assertThat(words())
                .containsExactly("a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "b0", "b+2", "a+1", "a10");
        assertThat(lane.isDone()).isTrue();
    }

    @Test
    void whatComesWhileGapsAreToldIsKept() {
        List<EventLane> self = new ArrayList<>();
        EventLane other = lane(event -> {
            told.add(event);
            if (event instanceof HubEvent.Gap gap && "a".equals(gap.room())) {
                self.get(0).add(updates("a", 12, 13));
            }
        });
        self.add(other);
        other.add(updates("a", 0, 12));
        other.add(updates("b", 0, 1));
        work();
        assertThat(words().subList(LIMIT, words().size())).containsExactly("a+2", "b+1", "a12");
    }

    @Test
    void bytesAreBoundedButOneUpdateAlwaysFits() {
        EventLane small = new EventLane(told::add, LIMIT, 2L * PAYLOAD.length - 1, pool::add);
        assertThat(small.add(updates("a", 0, 2))).isEqualTo(1);
        EventLane smallest = new EventLane(told::add, LIMIT, 0, pool::add);
        assertThat(smallest.add(updates("a", 0, 1))).isZero();
        EventLane ofTwo = new EventLane(told::add, LIMIT, 2L * PAYLOAD.length, pool::add);
        assertThat(ofTwo.add(updates("a", 0, 2))).isZero();
        work();
        assertThat(ofTwo.add(updates("a", 2, 4))).as("the bytes are given back").isZero();
    }

    @Test
    void tooManyRoomsAreNotToldApart() {
        lane.add(updates("a", 0, LIMIT));
        for (int i = 0; i < EventLane.MAX_GAPS + 5; i++) {
            lane.add(updates("room-" + i, 0, 1));
        }
        lane.add(updates("room-0", 1, 2));
        work();
        assertThat(told).hasSize(LIMIT + EventLane.MAX_GAPS + 1).endsWith(new HubEvent.Gap(null, 5));
        assertThat(told).contains(new HubEvent.Gap("room-0", 2));
    }

    @Test
    void whatAnExecutorDoesNotTakeIsToldLater() {
        boolean[] isFull = {true};
        EventLane refused = new EventLane(told::add, LIMIT, Long.MAX_VALUE, task -> {
            if (isFull[0]) {
                throw new RejectedExecutionException("full");
            }
            pool.add(task);
        });
        refused.add(updates("a", 0, 2));
        assertThat(refused.isDone()).isFalse();
        isFull[0] = false;
        refused.resume();
        refused.resume();
        assertThat(pool).as("one at a time").hasSize(1);
        work();
        assertThat(words()).containsExactly("a0", "a1");
    }

    @Test
    void oneThatThrowsHasHadItsEvent() {
        EventLane failing = lane(event -> {
            told.add(event);
            throw new IllegalStateException("as the test wants");
        });
        failing.add(updates("a", 0, 3));
        work();
        assertThat(words()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void anInterruptEndsTheThreadAndLosesNothing() {
        EventLane interrupted = lane(event -> {
            told.add(event);
            if (told.size() == 1) {
                throw new InterruptedException("as the test wants");
            }
        });
        interrupted.add(updates("a", 0, 2));
        work();
        assertThat(Thread.interrupted()).as("kept for the thread's owner").isTrue();
        assertThat(words()).containsExactly("a0");
        interrupted.resume();
        work();
        assertThat(words()).containsExactly("a0", "a1");
    }

    @Test
    void afterTheCloseNothingIsToldAndTheRestIsCounted() {
        lane.add(updates("a", 0, 13));
        assertThat(lane.close()).isEqualTo(13);
        work();
        assertThat(told).isEmpty();
    }

    /** Threads of several rooms, and a listener that is slow, or throws, at random. */
    @Test
    void eachUpdateIsToldOnceInOrderOrCountedInItsPlace() {
        EventHistories.play(1, EventLaneTest::play);
    }

    private static void play(Random random) throws Exception {
        double slow = random.nextDouble() / 10;
        Queue<HubEvent> events = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        EventLane lane = new EventLane(event -> hear(event, events, slow), LIMIT, Long.MAX_VALUE, threads);
        Map<String, Long> added = new HashMap<>();
        List<Thread> rooms = IntStream.range(0, ROOMS)
                .mapToObj(i -> {
                    String room = "room-" + i;
                    long count = 50 + random.nextInt(200);
                    added.put(room, count);
                    long seedOfRoom = random.nextLong();
                    return new Thread(() -> add(lane, room, count, new Random(seedOfRoom)));
                })
                .toList();
        rooms.forEach(Thread::start);
        for (Thread room : rooms) {
            room.join();
        }
        await().pollInterval(Duration.ofMillis(2)).until(lane::isDone);
        threads.shutdown();
        assertThat(counted(events)).isEqualTo(added);
    }

    private static void add(EventLane lane, String room, long count, Random random) {
        for (long next = 0; next < count; ) {
            long end = Math.min(count, next + 1 + random.nextInt(5));
            lane.add(updates(room, next, end));
            next = end;
            if (random.nextInt(10) == 0) {
                Thread.yield();
            }
        }
    }

    private static void hear(HubEvent event, Queue<HubEvent> events, double slow) throws Exception {
        events.add(event);
        double chance = Math.random();
        if (chance < slow) {
            Thread.sleep(1);
        } else if (chance < 2 * slow) {
            throw new IllegalStateException("as the test wants");
        }
    }

    /** How many of each room, counted along: an update has to be the next one. */
    private static Map<String, Long> counted(Queue<HubEvent> events) {
        Map<String, Long> next = new HashMap<>();
        for (HubEvent event : events) {
            if (event instanceof HubEvent.Stored stored) {
                assertThat(stored.id().counter()).isEqualTo(next.getOrDefault(stored.room(), 0L));
                next.merge(stored.room(), 1L, Long::sum);
            } else {
                HubEvent.Gap gap = (HubEvent.Gap) event;
                next.merge(String.valueOf(gap.room()), gap.missed(), Long::sum);
            }
        }
        return next;
    }
}
