package dev.collab4j.load;

import dev.collab4j.load.system.Meter;
import dev.collab4j.load.system.Usage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Some time in which the editors of a crowd act at a rate, after some in which all warm up. */
final class Window {

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The tallies are emptied so long before what is measured begins; nothing but that goes into the latencies. */
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long POLL_MILLIS = 20;
    private static final double ENOUGH = 0.97;

    private final Crowd crowd;
    private final Meter meter;
    private final Pace pace;
    private final int warmUpRounds;
    private final int rounds;
    private final long period;

    /**
     * How fast, and how long.
     *
     * @param rate of each editor, a second
     * @param warmUp seconds that aren't measured
     * @param seconds that are
     * @param drain seconds that are waited at most for what isn't there by then
     */
    record Pace(Act act, double rate, double warmUp, double seconds, double drain) {}

    /**
     * What came of it.
     *
     * @param during what was counted in the measured time
     * @param after what was counted until all was there; what never came is in its latencies, as late as it was then
     * @param usage in the measured time
     * @param offered how many letters a second there would be at others, if all came at once
     * @param missing how many never came
     */
    record Outcome(Pace pace, int editors, Tally during, Tally after, Usage usage, double offered, long missing) {

        /** Letters a second that were with others in time. */
        double delivered() {
            return during.delivered / usage.seconds();
        }

        /** Of all that was measured, however late. */
        Histogram latency() {
            return sum(during.latency, after.latency);
        }

        Histogram acknowledged() {
            return sum(during.acknowledged, after.acknowledged);
        }

        Histogram moved() {
            return sum(during.moved, after.moved);
        }

        private static Histogram sum(Histogram a, Histogram b) {
            Histogram sum = a.copy();
            sum.add(b);
            return sum;
        }

        /** Whether nearly all was delivered in time. */
        boolean passes(double p95Millis) {
            return latency().getValueAtPercentile(95) <= p95Millis * 1e6 && delivered() >= ENOUGH * offered;
        }
    }

    Window(Crowd crowd, Meter meter, Pace pace) {
        this.crowd = crowd;
        this.meter = meter;
        this.pace = pace;
        this.warmUpRounds = (int) Math.round(pace.warmUp * pace.rate);
        this.rounds = (int) Math.max(1, Math.round(pace.seconds * pace.rate));
        this.period = (long) (1e9 / pace.rate);
    }

    Outcome run() throws InterruptedException {
        crowd.prepare(warmUpRounds + rounds);
        long start = System.nanoTime() + LEAD_NANOS;
        int editors =
                crowd.lanes().stream().mapToInt(lane -> begin(lane, start)).sum();
        long measured = start + warmUpRounds * period;
        sleepUntil(measured - EARLY_NANOS);
        crowd.take();
        Meter.Reading before = meter.read();
        sleepUntil(measured + rounds * period);
        Tally during = crowd.take();
        Usage usage = meter.since(before);
        return drain(editors, during, usage);
    }

    /** Plans what the editors of a loop will do, and lets them begin. */
    private int begin(Lane lane, long start) {
        List<Member> editors = crowd.editors(lane);
        if (editors.isEmpty()) {
            return 0;
        }
        long gap = period / editors.size();
        for (int i = 0; i < editors.size(); i++) {
            plan(editors.get(i), start + i * gap, gap * editors.size());
        }
        lane.loop.execute(new Pacer(lane, editors, pace.act, start, gap, warmUpRounds + rounds));
        return editors.size();
    }

    private void plan(Member member, long start, long interval) {
        Document document = member.document();
        document.typing[member.index()].plan(pace.act.types, warmUpRounds, rounds, start, interval);
        document.moving[member.index()].plan(pace.act.moves, warmUpRounds, rounds, start, interval);
    }

    private Outcome drain(int editors, Tally during, Usage usage) throws InterruptedException {
        long end = System.nanoTime() + (long) (pace.drain * 1e9);
        Histogram unused = Tally.histogram();
        while (System.nanoTime() < end && crowd.missing(unused) > 0) {
            Thread.sleep(POLL_MILLIS);
        }
        Tally after = crowd.take();
        long missing = crowd.missing(after.latency);
        double offered = pace.act.types ? pace.rate * editors * (crowd.perDocument() - 1) : 0;
        return new Outcome(pace, editors, during, after, usage, offered, missing);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
