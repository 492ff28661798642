package dev.collab4j.example.inspect;

import dev.collab4j.core.DeleteSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.Snapshot;
import dev.collab4j.core.StateVector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Yjs's {@code createDocFromSnapshot}. */
@Command(
        name = "at",
        description = {
            "Prints a JSON object of roots as they were at a snapshot.",
            "FILE has all that the snapshot knows, and must come from a document that doesn't collect (gc: false); for one that does a line on standard error says how much is lost."
        })
final class At extends FileCommand {
    @Option(names = "--snapshot", required = true, paramLabel = "FILE", description = "The snapshot.")
    private String snapshot = "";

    @Option(
            names = "--snapshot-from",
            paramLabel = "v1|v2",
            description = "The version that the snapshot is in. If absent that of --from, or the other one if only in"
                    + " that it is a snapshot of this document.")
    private @Nullable Format snapshotFrom;

    @Mixin
    private Roots roots = new Roots();

    At(Streams streams) {
        super(streams);
    }

    @Override
    List<String> inputs() {
        return List.of(snapshot, file);
    }

    @Override
    int run() {
        roots.check(this);
        byte[] bytes = streams.read(snapshot);
        Doc doc = read(file).doc(false);
        streams.print(roots.json(file, at(decode(bytes, doc), doc)));
        return ExitCode.OK;
    }

    private Snapshot decode(byte[] bytes, Doc doc) {
        try {
            return format(bytes, doc).snapshot(bytes);
        } catch (MalformedUpdateException e) {
            throw new FailedException(snapshot, "is no snapshot: " + e.getMessage(), e);
        }
    }

    /** Nothing in the bytes tells the versions apart, but read in the wrong one they name what the document lacks. */
    private Format format(byte[] bytes, Doc doc) {
        if (snapshotFrom != null) {
            return snapshotFrom;
        }
        return !isOf(doc, from, bytes) && isOf(doc, from.other(), bytes) ? from.other() : from;
    }

    private static boolean isOf(Doc doc, Format format, byte[] bytes) {
        try {
            return format.snapshot(bytes).difference(doc.snapshot()).isEmpty();
        } catch (MalformedUpdateException e) {
            return false;
        }
    }

    private Doc at(Snapshot then, Doc doc) {
        try {
            Doc restored = doc.createDocFromSnapshot(then);
            warnOfLoss(restored, then);
            return restored;
        } catch (IllegalArgumentException e) {
            throw new FailedException(file, e.getMessage(), e);
        }
    }

    /** What is deleted in the restored document, but wasn't at the snapshot, had been collected. */
    private void warnOfLoss(Doc restored, Snapshot then) {
        StateVector known = then.stateVector();
        long lost = 0;
        for (var client : restored.snapshot().difference(then).deleted().toMap().entrySet()) {
            for (DeleteSet.Range range : client.getValue()) {
                lost += Math.max(0, Math.min(range.length(), known.get(client.getKey()) - range.clock()));
            }
        }
        if (lost > 0) {
            streams.error(
                    file + ": " + lost + " elements that the snapshot shows were collected; they are missing here");
        }
    }
}
