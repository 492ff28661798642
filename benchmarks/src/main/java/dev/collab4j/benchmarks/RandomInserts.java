package dev.collab4j.benchmarks;

/** Letters at random places of one text. */
final class RandomInserts implements Growing {
    private final Random32 random = new Random32("growth:inserts", 0);
    private final Replica writer = new Replica(1);
    private int length;

    @Override
    public void growTo(int size, Stopwatch watch) {
        watch.time(size - length, i -> insert());
    }

    @Override
    public double operate(Stopwatch watch) {
        return watch.time(length / Growth.MEASURED_PART, i -> insert());
    }

    private void insert() {
        writer.text.insert(random.below(++length), "x");
    }

    @Override
    public void check() {
        Check.text(writer, "x".repeat(length));
    }
}
