package dev.collab4j.load;

import java.util.List;

/**
 * What editors do again and again.
 *
 * @param act what
 * @param rate how often each does it, a second
 */
record Beat(Act act, double rate) {

    private static final double NANOS = 1e9;

    long period() {
        return (long) (NANOS / rate);
    }

    /** How often in so many seconds. */
    int rounds(double seconds) {
        return (int) Math.round(seconds * rate);
    }

    /**
     * Lets the editors of a loop begin, so that all of them are warm at a time. Called on that loop.
     *
     * @param measured that time
     * @param warmUp how often each does it before
     * @param rounds how often each does it afterwards
     */
    void begin(Lane lane, List<Member> editors, long measured, int warmUp, int rounds) {
        long gap = period() / editors.size();
        long start = measured - warmUp * period();
        for (int i = 0; i < editors.size(); i++) {
            plan(editors.get(i), new Schedule(0, warmUp, warmUp + rounds, start + i * gap, gap * editors.size()));
        }
        lane.loop.execute(new Pacer(lane, editors, act, start, gap, warmUp + rounds));
    }

    private void plan(Member member, Schedule schedule) {
        if (act.types) {
            member.typing().plan(schedule);
        }
        if (act.moves) {
            member.moving().plan(schedule);
        }
    }
}
