package dev.collab4j.benchmarks;

import dev.collab4j.benchmarks.trace.Edit;
import java.util.List;

/** A trace typed again and again, each time amid what is there: between two repetitions. */
final class RepeatedTrace implements Growing {
    private final Replica writer = new Replica(1);
    private final List<Edit> edits;
    private final String end;
    private int typed;

    RepeatedTrace(List<Edit> edits, String end) {
        this.edits = edits;
        this.end = end;
    }

    @Override
    public void growTo(int size, Stopwatch watch) {
        while (typed < size - 1) {
            operate(watch);
        }
    }

    /** The last repetition. */
    @Override
    public double operate(Stopwatch watch) {
        int offset = typed++ / 2 * end.length();
        return watch.time(edits.size(), i -> edits.get(i).applyTo(writer.text, offset));
    }

    @Override
    public void check() {
        Check.text(writer, end.repeat(typed));
    }
}
