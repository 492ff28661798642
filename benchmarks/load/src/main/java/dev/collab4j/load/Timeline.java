package dev.collab4j.load;

/** What one editor of a document does of one kind. It is done on the loop of the editor, and looked up on others. */
final class Timeline {

    /** The clock of what is done next. It belongs to the editor's loop; others look at it while nothing is done. */
    int next;

    private volatile Schedule schedule = Schedule.NONE;

    /** Says when it will be done, if at all, so many times to warm up and then so many times more. */
    void plan(boolean planned, int warmUp, int rounds, long start, long interval) {
        int measured = next + warmUp;
        schedule = planned ? new Schedule(next, measured, measured + rounds, start, interval) : Schedule.NONE;
    }

    Schedule schedule() {
        return schedule;
    }
}
