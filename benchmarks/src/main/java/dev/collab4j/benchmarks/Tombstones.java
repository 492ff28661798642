package dev.collab4j.benchmarks;

/** A gap between two letters that is full of deleted ones, and keys typed and deleted in it. */
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
        return watch.time(deleted / Growth.MEASURED_PART, this::press);
    }

    private void press(int i) {
        if (i % 2 == 0) {
            writer.text.insert(1, "x");
        } else {
            writer.text.delete(1, 1);
        }
    }

    @Override
    public void check() {
        Check.text(writer, ENDS);
    }
}
