package dev.collab4j.load;

/** What one editor of a document does of one kind. It is done on the loop of the editor, and looked up on others. */
final class Timeline {

    /** The clock of what is done next. It belongs to the editor's loop; others look at it while nothing is done. */
    int next;

    private volatile Schedule schedule = Schedule.NONE;

    /** Says when what comes next will be done; the schedule counts from there. */
    void plan(Schedule planned) {
        schedule = planned.from(next);
    }

    void clear() {
        schedule = Schedule.NONE;
    }

    Schedule schedule() {
        return schedule;
    }
}
