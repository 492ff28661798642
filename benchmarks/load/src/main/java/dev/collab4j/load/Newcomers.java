package dev.collab4j.load;

import dev.collab4j.load.report.Result;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Clients that come to one of a crowd's documents, and leave when they have it, until this is closed. */
final class Newcomers implements Runnable, AutoCloseable {

    private static final double NANOS = 1e9;

    private final Crowd crowd;
    private final double rate;
    private final Random random = new Random(1);
    private final Histogram nanos = new ConcurrentHistogram(Tally.histogram());
    private volatile boolean closed;

    /** So many a second; none if that is 0. */
    Newcomers(Crowd crowd, double rate) {
        this.crowd = crowd;
        this.rate = rate;
    }

    @Override
    public void run() {
        long interval = (long) (NANOS / rate);
        long due = System.nanoTime();
        while (rate > 0 && !closed) {
            come(due);
            due += interval;
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    /** Counts from when it was due, too. */
    @SuppressWarnings("FutureReturnValueIgnored") // who isn't let in isn't counted, and the connection ends by itself
    private void come(long due) {
        Member member = crowd.newcomer(random.nextInt(crowd.documents().size()));
        member.open().thenAccept(here -> {
            Tally.record(nanos, System.nanoTime() - due);
            here.cut();
        });
    }

    void addTo(Result result) {
        result.times("newcomer", nanos);
    }

    @Override
    public void close() {
        closed = true;
    }
}
