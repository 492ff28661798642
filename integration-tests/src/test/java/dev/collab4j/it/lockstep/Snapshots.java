package dev.collab4j.it.lockstep;

import dev.collab4j.core.Doc;
import dev.collab4j.core.DocOptions;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.YText;
import dev.collab4j.it.oracle.Fields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Snapshots: the twin of snapshots.mjs. They are taken at one replica and looked at by all. */
final class Snapshots {
    private static final HexFormat HEX = HexFormat.of();
    private static final long VIEWER = 4242;

    private record Encoded(byte[] v1, byte[] v2) {}

    private final List<Encoded> all = new ArrayList<>();

    void run(Replica replica, Fields step) {
        if (step.text("act").equals("take")) {
            take(replica);
        } else if (!all.isEmpty()) {
            look(replica, step);
        }
    }

    private void take(Replica replica) {
        Snapshot snapshot = replica.doc().snapshot();
        Encoded encoded = new Encoded(snapshot.toV1(), snapshot.toV2());
        all.add(encoded);
        replica.note("snapshot " + HEX.formatHex(encoded.v1) + " " + HEX.formatHex(encoded.v2));
    }

    private void look(Replica replica, Fields step) {
        switch (step.text("act")) {
            case "delta" -> delta(replica, step);
            case "restore" -> restore(replica, choose("first", step));
            case "compare" -> compare(replica, step);
            default -> throw new IllegalArgumentException(step.text("act"));
        }
    }

    private Snapshot choose(String which, Fields step) {
        Encoded chosen = all.get((int) ((long) step.number(which) * all.size() >> 16));
        return step.flag("v2") ? Snapshot.fromV2(chosen.v2) : Snapshot.fromV1(chosen.v1);
    }

    /** A text as it was, and what changed between two snapshots. */
    private void delta(Replica replica, Fields step) {
        YText text = replica.choose(YText.class, step.number("target"));
        Snapshot now = step.number("which") == 2 ? null : choose("first", step);
        Snapshot before = step.number("which") == 0 ? null : choose("second", step);
        replica.note("then " + Canonical.printDelta(text.toDelta(now, before)));
    }

    /** A document from a snapshot: only where nothing is collected, and everything in it is known. */
    private static void restore(Replica replica, Snapshot snapshot) {
        Doc doc = replica.doc();
        boolean known = snapshot.stateVector().toMap().entrySet().stream()
                .allMatch(entry -> doc.stateVector().get(entry.getKey()) >= entry.getValue());
        if (doc.gc() || !known) {
            return;
        }
        Doc then = new Doc(
                DocOptions.builder().gc(false).guid("then").clientId(VIEWER).build());
        doc.createDocFromSnapshot(snapshot, then);
        replica.note("restored " + HEX.formatHex(then.encodeStateAsUpdate().toV1()));
        replica.note("restored text " + Canonical.print(then.getText("t").toString())
                + Canonical.print(then.getMap("m").toJson()));
    }

    private void compare(Replica replica, Fields step) {
        Snapshot snapshot = choose("first", step);
        boolean equal = snapshot.equals(choose("second", step));
        List<Replica.Sent> log = replica.log();
        int index = (int) ((long) step.number("fraction") * log.size() >> 16);
        String contains = log.isEmpty()
                ? ""
                : String.valueOf(snapshot.contains(log.get(index).v1()));
        replica.note("equal " + equal + " contains " + contains);
    }
}
