package dev.collab4j.load;

/** What one editor of a document does of one kind. It belongs to the loop of the editor; others look up its schedule. */
final class Timeline {

    /** The clock of what is done next. */
    int next;

    private volatile Schedule schedule = Schedule.NONE;

    /** Says when what comes next will be done; the schedule counts from there. */
    void plan(Schedule planned) {
        schedule = planned.from(next);
    }

    void clear() {
        schedule = Schedule.NONE;
    }

    boolean isPlanned() {
        return !schedule.isEmpty();
    }

    Schedule schedule() {
        return schedule;
    }
}
