package dev.collab4j.it.hostile;

import dev.collab4j.core.Snapshot;
import dev.collab4j.it.lockstep.Canonical;
import dev.collab4j.it.lockstep.Contents;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** A document that is looked at through bad snapshots. */
final class SnapshotSubject implements Subject {
    private static final HexFormat HEX = HexFormat.of();

    private final Version version;
    private final Victim document;

    SnapshotSubject(Version version, byte[] base) {
        this.version = version;
        this.document = new Victim(base);
    }

    @Override
    public Supplier<String> take(byte[] input) {
        Snapshot snapshot = version.readSnapshot(input);
        return () -> "ok "
                + Contents.hash(List.of(
                        HEX.formatHex(snapshot.toV1()),
                        HEX.formatHex(snapshot.toV2()),
                        Canonical.printDelta(document.doc().getText("t").toDelta(snapshot, null))));
    }

    @Override
    public boolean isUnchanged() {
        return document.isUnchanged();
    }
}
