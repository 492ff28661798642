package dev.collab4j.load;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets the members of a loop act in turn, each when it is due, however late the answers are: the load doesn't get less
 * because the server can't bear it (an open loop).
 */
@SuppressWarnings("FutureReturnValueIgnored") // it ends by itself, or with the loop
final class Pacer implements Runnable {

    /** Below this, several act at once: a wake-up costs more than they do. */
    private static final long MIN_SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Lane lane;
    private final List<Member> turn;
    private final Act act;
    private final long start;
    private final long gap;
    private final long end;
    private long done;

    /**
     * One for a loop.
     *
     * @param turn who acts, in this order, again and again
     * @param start when the first does
     * @param gap nanoseconds from one to the next
     * @param rounds how often each does
     */
    Pacer(Lane lane, List<Member> turn, Act act, long start, long gap, int rounds) {
        this.lane = lane;
        this.turn = turn;
        this.act = act;
        this.start = start;
        this.gap = gap;
        this.end = (long) rounds * turn.size();
    }

    @Override
    public void run() {
        while (done < end) {
            long due = start + done * gap;
            long now = System.nanoTime();
            if (due > now) {
                lane.loop.schedule(this, Math.max(due - now, MIN_SLEEP_NANOS), TimeUnit.NANOSECONDS);
                return;
            }
            Tally.record(lane.tally().lag, now - due);
            act.by(turn.get((int) (done++ % turn.size())));
        }
    }
}
