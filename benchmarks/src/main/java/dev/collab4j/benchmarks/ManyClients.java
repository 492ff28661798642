package dev.collab4j.benchmarks;

import dev.collab4j.core.Update;
import java.util.List;

/** A document with words of many clients: what an update of one more costs, or a local edit. */
final class ManyClients implements Growing {
    private final Random32 random = new Random32("growth:clients", 1);
    private final Replica reader = new Replica(2);
    private final List<byte[]> updates;
    private final boolean local;
    private int applied;

    ManyClients(Crowd crowd, boolean local) {
        updates = crowd.updates();
        this.local = local;
        applyNext(applied);
    }

    @Override
    public void growTo(int size, Stopwatch watch) {
        watch.time(size - applied, this::applyNext);
        if (local) {
            watch.time(1, this::type); // the first edit of all makes the index
        }
    }

    @Override
    public double operate(Stopwatch watch) {
        return watch.time(applied / Growth.MEASURED_PART, local ? this::type : this::applyNext);
    }

    private void applyNext(int i) {
        reader.doc.applyUpdate(Update.fromV1(updates.get(applied++)));
    }

    private void type(int i) {
        reader.text.insert(random.below(reader.text.length() + 1), "x");
    }

    @Override
    public void check() {
        Check.equal(
                "clients",
                applied + (local ? 1 : 0),
                reader.doc.stateVector().toMap().size());
        Check.text(Format.V1.load(Format.V1.encode(reader.doc)), reader.text.toString());
    }
}
