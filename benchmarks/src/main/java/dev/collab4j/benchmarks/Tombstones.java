package dev.collab4j.benchmarks;

/** A gap between two letters that is full of deleted ones, and in it a key typed and deleted, as one operation. */
final class Tombstones implements Growing {
    private static final String ENDS = "[]";

    private final Replica writer = new Replica(1);
    private int deleted;

    Tombstones() {
        writer.text.insert(0, ENDS);
    }

    /** Each letter before the last one, so that none merges with its neighbour. */
    @Override
    public void growTo(int size, Stopwatch watch) {
        int more = size - deleted;
        watch.time(more, i -> writer.text.insert(1, "x"));
        watch.time(more, i -> writer.text.delete(1, 1));
        deleted = size;
    }

    @Override
    public double operate(Stopwatch watch) {
        return watch.time(deleted / Growth.MEASURED_PART, this::typeAndDelete);
    }

    private void typeAndDelete(int i) {
        writer.text.insert(1, "x");
        writer.text.delete(1, 1);
    }

    @Override
    public void check() {
        Check.text(writer, ENDS);
    }
}
