package dev.collab4j.load;

import dev.collab4j.core.Update;
import dev.collab4j.load.wire.Network;
import dev.collab4j.load.wire.Protocol;
import dev.collab4j.load.wire.TryAgainLaterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Clients that do the same, in some documents. Its methods are called by the thread of the scenario. */
final class Crowd {

    private static final long CONNECT_SECONDS = 60;
    private static final int SHUFFLE = 1;

    private final Target target;
    private final Network network;
    private final boolean hasPresence;
    private final List<Lane> lanes;
    private final List<Document> documents;
    private final List<Member> members = new ArrayList<>();
    private final List<Typist> typists;
    private final AtomicInteger complaints = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private int perDocument;
    private int prepared;

    /**
     * What came of an attempt to connect.
     *
     * @param later how often the server said that it has too much to do
     */
    record Arrival(int wanted, int failed, int later, double seconds) {}

    /**
     * Nobody is connected yet.
     *
     * @param editors how many of each document's members will type
     * @param hasPresence whether members say that they are there, every 15 seconds
     */
    Crowd(Target target, Network network, Collection<String> names, int editors, boolean hasPresence) {
        this.target = target;
        this.network = network;
        this.hasPresence = hasPresence;
        this.lanes = network.loops().stream().map(Lane::new).toList();
        this.documents =
                names.stream().map(name -> new Document(target, name, editors)).toList();
        this.typists = IntStream.range(0, editors).mapToObj(Typist::new).toList();
    }

    /** Names of documents that nobody has used before. */
    static List<String> freshNames(String what, int count) {
        String prefix = "load-" + what + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** Lets so many more clients come to each document, some at a time, and waits until they are synced. */
    Arrival connect(int more) throws InterruptedException {
        List<Member> arriving = new ArrayList<>();
        for (int index = perDocument; index < perDocument + more; index++) {
            for (Document document : documents) {
                arriving.add(new Member(this, lane(members.size() + arriving.size()), document, index));
            }
        }
        perDocument += more;
        members.addAll(arriving);
        Arrival arrival = open(arriving);
        for (Lane lane : lanes) {
            List<Member> own = of(lane, arriving);
            lane.call(() -> lane.members.addAll(own));
        }
        return arrival;
    }

    /** All of a document on one loop would leave the others without work in a hot room. */
    private Lane lane(int member) {
        return lanes.get(member % lanes.size());
    }

    private Arrival open(List<Member> arriving) throws InterruptedException {
        Semaphore underWay = new Semaphore(target.window());
        List<CompletableFuture<Boolean>> arrivals = new ArrayList<>();
        long start = System.nanoTime();
        for (Member member : arriving) {
            underWay.acquire();
            arrivals.add(arrive(member, 1)
                    .orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                    .handle((synced, thrown) -> {
                        underWay.release();
                        return arrived(thrown);
                    }));
        }
        long failed = arrivals.stream().filter(arrival -> !arrival.join()).count();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Arrival(arriving.size(), (int) failed, refusals.getAndSet(0), seconds);
    }

    /** Comes again, as providers do, if the server has too much to do. */
    private CompletableFuture<Member> arrive(Member member, int attempt) {
        return member.open().exceptionallyCompose(thrown -> {
            if (!(thrown instanceof TryAgainLaterException)) {
                return CompletableFuture.failedFuture(thrown);
            }
            refusals.incrementAndGet();
            Executor later = CompletableFuture.delayedExecutor(
                    Backoff.millis(protocol(), attempt), TimeUnit.MILLISECONDS, member.lane().loop);
            return CompletableFuture.supplyAsync(() -> attempt + 1, later).thenCompose(next -> arrive(member, next));
        });
    }

    private boolean arrived(@Nullable Throwable thrown) {
        if (thrown != null && complaints.getAndIncrement() == 0) {
            Console.say("the first who was not let in: " + thrown);
        }
        return thrown == null;
    }

    /** Somebody else for a document, who is in no list. */
    Member newcomer(int document) {
        return new Member(this, lanes.get(0), documents.get(document), perDocument);
    }

    /** Somebody who brings the first document and stays. */
    CompletableFuture<Member> seed(Update update) {
        return new Member(this, lanes.get(0), documents.get(0), perDocument, Member.stateOf(update)).open();
    }

    private static List<Member> of(Lane lane, List<Member> members) {
        return members.stream().filter(member -> member.lane() == lane).toList();
    }

    Network network() {
        return network;
    }

    Protocol protocol() {
        return target.protocol();
    }

    List<byte[]> greeting() {
        return target.protocol().greeting(target.token());
    }

    /** In Hocuspocus the echo says nothing, as it comes before the status. */
    boolean echoAcknowledges() {
        return target.protocol() == Protocol.Y_WEBSOCKET;
    }

    boolean hasPresence() {
        return hasPresence;
    }

    Typist typist(int editor) {
        return typists.get(editor);
    }

    List<Lane> lanes() {
        return lanes;
    }

    List<Document> documents() {
        return documents;
    }

    List<Member> members() {
        return members;
    }

    int perDocument() {
        return perDocument;
    }

    /** Gets so many more letters of each editor ready. */
    void prepare(int letters) {
        prepared += letters;
        typists.forEach(typist -> typist.prepare(prepared));
    }

    /** Those who type, in an order that is the same in each run and not that of the documents. */
    List<Member> editors(Lane lane) {
        List<Member> editors = new ArrayList<>();
        for (Member member : of(lane, members)) {
            if (member.isEditor()) {
                editors.add(member);
            }
        }
        Collections.shuffle(editors, new Random(SHUFFLE));
        return editors;
    }

    /** What all have counted since the last time. */
    Tally take() {
        Tally sum = new Tally();
        lanes.forEach(lane -> sum.add(lane.call(lane::take)));
        return sum;
    }

    /** How many letters have not arrived; how late they are by now is put into the histogram. */
    long missing(Histogram late) {
        long missing = 0;
        for (Lane lane : lanes) {
            missing += lane.call(() -> {
                long now = System.nanoTime();
                return lane.members.stream()
                        .mapToLong(m -> m.missing(now, late))
                        .sum();
            });
        }
        return missing;
    }

    /** Cuts all connections. */
    void cut() {
        for (Lane lane : lanes) {
            List<Member> own = of(lane, members);
            lane.call(() -> {
                own.forEach(Member::cut);
                return null;
            });
        }
    }
}
