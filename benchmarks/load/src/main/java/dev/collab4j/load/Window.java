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

    /**
     * How fast, and how long.
     *
     * @param beats what the editors do, each kind at its own rate
     * @param warmUp seconds that aren't measured
     * @param seconds that are
     * @param drain seconds that are waited at most for what isn't there by then
     */
    record Pace(List<Beat> beats, double warmUp, double seconds, double drain) {

        /** At least one round of everything. */
        private int rounds(Beat beat) {
            return Math.max(1, beat.rounds(seconds));
        }

        private long leadNanos() {
            return beats.stream()
                    .mapToLong(beat -> beat.rounds(warmUp) * beat.period())
                    .max()
                    .orElse(0);
        }

        private long measuredNanos() {
            return beats.stream()
                    .mapToLong(beat -> rounds(beat) * beat.period())
                    .max()
                    .orElse(0);
        }

        private double typed() {
            return beats.stream()
                    .filter(beat -> beat.act().types)
                    .mapToDouble(Beat::rate)
                    .sum();
        }

        private double moved() {
            return beats.stream()
                    .filter(beat -> beat.act().moves)
                    .mapToDouble(Beat::rate)
                    .sum();
        }
    }

    /**
     * What came of it.
     *
     * @param during what was counted in the measured time
     * @param after what was counted until all was there; what never came is in its latencies, as late as it was then
     * @param usage in the measured time
     * @param members of each document
     * @param missing letters that never came
     */
    record Outcome(Pace pace, int editors, int members, Tally during, Tally after, Usage usage, long missing) {

        /** How many letters a second there would be with others, if all came at once. */
        double offered() {
            return pace.typed() * editors * (members - 1);
        }

        /** How many moves a second there would be with others, if the server left none out. */
        double offeredMoves() {
            return pace.moved() * editors * (members - 1);
        }

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
            return latency().getValueAtPercentile(95) <= p95Millis * 1e6 && delivered() >= ENOUGH * offered();
        }
    }

    Window(Crowd crowd, Meter meter, Pace pace) {
        this.crowd = crowd;
        this.meter = meter;
        this.pace = pace;
    }

    Outcome run() throws InterruptedException {
        pace.beats().forEach(this::prepare);
        long measured = System.nanoTime() + LEAD_NANOS + pace.leadNanos();
        int editors =
                crowd.lanes().stream().mapToInt(lane -> begin(lane, measured)).sum();
        sleepUntil(measured - EARLY_NANOS);
        crowd.take();
        Meter.Reading before = meter.read();
        sleepUntil(measured + pace.measuredNanos());
        Tally during = crowd.take();
        Usage usage = meter.since(before);
        return drain(editors, during, usage);
    }

    private void prepare(Beat beat) {
        if (beat.act().types) {
            crowd.prepare(beat.rounds(pace.warmUp) + pace.rounds(beat));
        }
    }

    private int begin(Lane lane, long measured) {
        List<Member> editors = crowd.editors(lane);
        if (!editors.isEmpty()) {
            lane.call(() -> {
                editors.forEach(Member::clearPlans);
                pace.beats().forEach(beat -> begin(beat, lane, editors, measured));
                return null;
            });
        }
        return editors.size();
    }

    private void begin(Beat beat, Lane lane, List<Member> editors, long measured) {
        beat.begin(lane, editors, measured, beat.rounds(pace.warmUp), pace.rounds(beat));
    }

    private Outcome drain(int editors, Tally during, Usage usage) throws InterruptedException {
        long end = System.nanoTime() + (long) (pace.drain * 1e9);
        Histogram unused = Tally.histogram();
        while (System.nanoTime() < end && crowd.missing(unused) > 0) {
            Thread.sleep(POLL_MILLIS);
        }
        Tally after = crowd.take();
        long missing = crowd.missing(after.latency);
        return new Outcome(pace, editors, crowd.perDocument(), during, after, usage, missing);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
