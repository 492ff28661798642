package dev.collab4j.it.lockstep;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.SharedType;
import dev.collab4j.core.Update;
import dev.collab4j.core.UpdateEvent;
import dev.collab4j.core.YMap;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One replica of a history in Java: the twin of replica.mjs, with the same roots, choices and records. */
final class Replica {
    private static final HexFormat HEX = HexFormat.of();

    /** An update event in both formats. */
    record Sent(Update v1, Update v2) {
        Update in(boolean v2) {
            return v2 ? this.v2 : v1;
        }
    }

    private final Fields spec;
    private final List<Sent> log = new ArrayList<>();
    private final Map<String, SharedType> roots = new LinkedHashMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> updates = new ArrayList<>();
    private final InstantSource clock;
    private Doc doc;
    /** What there was when it was last looked at, or null if something may have happened since. */
    private Contents contents;

    private Observers observers;
    private Undo undo;
    /** The state of the last record, or null if the next one has to be complete. */
    private StepRecord recorded;

    private int records;

    Replica(Fields spec, InstantSource clock) {
        this.spec = spec;
        this.clock = clock;
        open(((Number) spec.get("client")).longValue());
    }

    /** A new document with an id of its own, as after a restart: what it knew comes back as one update. */
    void reopen(long client) {
        Update state = doc.encodeStateAsUpdate();
        open(client);
        apply(state, "reload");
    }

    private void open(long client) {
        doc = new Doc(DocOptions.builder()
                .clientId(client)
                .guid("lock-step")
                .gc(spec.flag("gc"))
                .build());
        contents = null;
        recorded = null;
        undo = new Undo(this, clock);
        observers = new Observers(this, spec.text("observe"));
        roots.clear();
        typeTextRoots();
        if (!spec.flag("late")) {
            typeAllRoots();
        }
        doc.onUpdate(this::record);
        doc.onUpdateV2(this::recordV2);
        doc.onSubDocs(event -> updates.add(SubDocuments.describe(event, undo)));
        if (spec.flag("phases")) {
            Transactions.watch(this);
        }
        observers.observeNewTypes();
    }

    private void record(UpdateEvent event) {
        log.add(new Sent(event.update(), event.update()));
        updates.add("update local=" + event.local() + " origin=" + undo.origin(event.origin()) + " "
                + HEX.formatHex(event.update().toV1()));
    }

    private void recordV2(UpdateEvent event) {
        int last = log.size() - 1;
        log.set(last, new Sent(log.get(last).v1, event.update()));
        updates.add("updateV2 " + HEX.formatHex(event.update().toV2()));
    }

    private void typeTextRoots() {
        roots.put("t", doc.getText("t"));
        roots.put("u", doc.getText("u"));
    }

    /** Late replicas name their array, map and XML roots only when they first edit or look: after loading, often. */
    void typeAllRoots() {
        if (roots.containsKey("a")) {
            return;
        }
        contents = null;
        recorded = null;
        roots.put("a", doc.getArray("a"));
        roots.put("m", doc.getMap("m"));
        roots.put("x", doc.getXmlFragment("x"));
        roots.put("e", doc.getXmlElement("e"));
    }

    Doc doc() {
        return doc;
    }

    List<Sent> log() {
        return log;
    }

    boolean gc() {
        return spec.flag("gc");
    }

    void note(String event) {
        events.add(event);
    }

    /** Of what is told when the lock of the document is free again: after the events of all transactions. */
    void noteOutside(String event) {
        updates.add(event);
    }

    void apply(Update update, String origin) {
        contents = null;
        doc.applyUpdate(update, origin);
    }

    Undo undo() {
        return undo;
    }

    /** Something may have happened that isn't an edit by {@link #choose}. */
    void touch() {
        contents = null;
    }

    YText firstText() {
        return (YText) roots.get("t");
    }

    YText secondText() {
        return (YText) roots.get("u");
    }

    boolean isRoot(SharedType type) {
        return roots.containsValue(type);
    }

    <T extends SharedType> T choose(Class<T> family, int fraction) {
        typeAllRoots();
        List<T> candidates =
                types().stream().filter(family::isInstance).map(family::cast).toList();
        contents = null;
        return candidates.get((int) ((long) fraction * candidates.size() >> 16));
    }

    /** A type that has positions. */
    SharedType chooseList(int fraction) {
        typeAllRoots();
        List<SharedType> candidates =
                types().stream().filter(type -> !(type instanceof YMap)).toList();
        contents = null;
        return candidates.get((int) ((long) fraction * candidates.size() >> 16));
    }

    /** Any type. */
    SharedType pick(int fraction) {
        typeAllRoots();
        return types().get((int) ((long) fraction * types().size() >> 16));
    }

    List<SharedType> types() {
        return contents().types();
    }

    private Contents contents() {
        if (contents == null) {
            contents = Contents.of(roots.values());
        }
        return contents;
    }

    /** Complete even if nothing has happened. */
    void takeWholeRecord(StepRecord record) {
        recorded = null;
        records = 0;
        takeRecord(record);
    }

    /** What happened and what there is now; where the same is there as before, only that. */
    void takeRecord(StepRecord record) {
        StepRecord state = state();
        for (List<String> happened : List.of(events, updates)) {
            record.lines().addAll(happened);
            happened.clear();
        }
        if (recorded != null && state.isSame(recorded)) {
            record.lines().add("same");
            return;
        }
        recorded = state;
        observers.observeNewTypes();
        record.lines().addAll(state.lines());
        roots.forEach((name, root) -> record.lines().addAll(contents().lines(name, root)));
        record.bytes().addAll(state.bytes());
        addStateV2(record);
    }

    private StepRecord state() {
        List<String> lines = undo.lines();
        lines.addAll(SubDocuments.lines(doc));
        return new StepRecord(
                lines,
                List.of(
                        new StepRecord.Named("state", doc.encodeStateAsUpdate().toV1()),
                        new StepRecord.Named("vector", doc.stateVector().encode())));
    }

    /** Every other time, to save time: the update events are compared in both versions each time. */
    private void addStateV2(StepRecord record) {
        records++;
        if (records % 2 != 0) {
            record.bytes()
                    .add(new StepRecord.Named(
                            "stateV2", doc.encodeStateAsUpdateV2().toV2()));
        }
    }

    /** What all replicas have to agree on in the end. */
    List<String> convergent() {
        List<String> content = new ArrayList<>();
        content.add(String.valueOf(doc.stateVector()));
        typeAllRoots();
        roots.forEach((name, root) -> content.add(name + " " + Canonical.print(root.toJson())));
        return content;
    }
}
