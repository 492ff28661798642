package dev.collab4j.testkit.algorithm;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.testkit.simulation.Durable;
import dev.collab4j.testkit.simulation.Replica;
import dev.collab4j.testkit.simulation.SelfChecking;
import dev.collab4j.testkit.simulation.Syncing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A document in a simulation. It sends each update, syncs by state vectors, is stored as one update, and checks in the
 * end that it comes back from its bytes as it is, in both versions of the format.
 *
 * @param <Op> how it is edited
 */
public abstract class DocumentReplica<Op> implements Replica<Op, Update>, Syncing<Update>, Durable, SelfChecking {
    /** After a crash a document finds its id in use, and goes on with one that is so much higher. */
    private static final int NEXT_LIFE = 1000;

    private final Doc doc;
    private final boolean version2;
    private final List<Update> made = new ArrayList<>();
    private final List<Update> known = new ArrayList<>();

    /**
     * An empty document.
     *
     * @param id its client id, below 1,000
     * @param version2 whether it sends and stores in version 2 of the format
     */
    protected DocumentReplica(int id, boolean version2) {
        AtomicLong clientIds = new AtomicLong(id);
        this.doc = new Doc(DocOptions.builder()
                .clientIds(() -> clientIds.getAndAdd(NEXT_LIFE))
                .guid("doc")
                .build());
        this.version2 = version2;
        if (version2) {
            doc.onUpdateV2(event -> made.add(event.update()));
        } else {
            doc.onUpdate(event -> made.add(event.update()));
        }
    }

    /**
     * Does to a document what a user does.
     *
     * @param document not null
     * @param op not null
     */
    protected abstract void apply(Doc document, Op op);

    /**
     * Returns the document.
     *
     * @return always the same
     */
    public Doc doc() {
        return doc;
    }

    @Override
    public List<Update> edit(Op op) {
        made.clear();
        apply(doc, op);
        known.addAll(made);
        return List.copyOf(made);
    }

    @Override
    public void receive(Update update) {
        made.clear();
        doc.applyUpdate(update);
        known.add(update);
        known.addAll(made); // formats that it cleaned up; others get to know with the next sync
    }

    /**
     * Returns what a user sees of a document.
     *
     * @param document this one, or one loaded from the bytes of this one
     * @return a value to be compared by {@code equals}
     */
    protected abstract Object view(Doc document);

    @Override
    public Object view() {
        return view(doc);
    }

    /** The encoded document, in version 1 because replicas of both versions have to keep the same. */
    @Override
    public byte[] state() {
        return doc.encodeStateAsUpdate().toV1();
    }

    @Override
    public long bytesOf(Update update) {
        return (version2 ? update.toV2() : update.toV1()).length;
    }

    @Override
    public long storedBytes() {
        return save().length;
    }

    @Override
    public byte[] summary() {
        return doc.stateVector().encode();
    }

    @Override
    public List<Update> missing(byte[] summary) {
        StateVector target = StateVector.decode(summary);
        return List.of(version2 ? doc.encodeStateAsUpdateV2(target) : doc.encodeStateAsUpdate(target));
    }

    @Override
    public byte[] save() {
        return version2
                ? doc.encodeStateAsUpdateV2().toV2()
                : doc.encodeStateAsUpdate().toV1();
    }

    @Override
    public void load(byte[] saved) {
        receive(version2 ? Update.fromV2(saved) : Update.fromV1(saved));
    }

    @Override
    public void check() {
        new DocumentLaws(doc, this::view).check(known);
    }
}
