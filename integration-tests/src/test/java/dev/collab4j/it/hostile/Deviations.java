package dev.collab4j.it.hostile;

import dev.collab4j.core.Update;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Input that Yjs takes and we refuse, by the names of docs/compatibility.md, which says why. Recognised by our message: a
 * refusal whose message is in none of them is a fault of ours.
 */
final class Deviations {
    static final Map<String, Pattern> STRICTER = Map.ofEntries(
            Map.entry("client-twice", Pattern.compile("client \\d+ comes twice")),
            Map.entry("empty-struct", Pattern.compile("struct \\S+ is empty")),
            Map.entry("empty-delete", Pattern.compile("deleted range \\S+ isn't one")),
            Map.entry("own-future", Pattern.compile("the (origin|right origin|parent) of \\S+ is its client's clock")),
            Map.entry("skip-with-flags", Pattern.compile("a Skip with flags")),
            Map.entry(
                    "clock-limit",
                    Pattern.compile("clock beyond 2\\^31 - 1|past clock 2\\^53 - 1|Deleted clock \\d+ is above")),
            Map.entry("clock-distance", Pattern.compile("^Clocks that differ by .* don't fit version 2")),
            Map.entry("long-integer", Pattern.compile("Integer of more than 8 bytes|Integer above 2\\^53-1")),
            Map.entry(
                    "subdocument-options", Pattern.compile("options of document .* aren't an object", Pattern.DOTALL)),
            Map.entry(
                    "position-kinds",
                    Pattern.compile("[Aa] position of kind|A position says nothing|of a position isn't")),
            Map.entry("position-assoc", Pattern.compile("^association ")),
            Map.entry("depth", Pattern.compile("nested deeper|nesting depth")),
            Map.entry("unknown-auth", Pattern.compile("Unknown auth message type")));

    /** Version 2 alone; a column that ends early ends like the input. */
    private static final Map<String, Pattern> STRICTER_IN_V2 = Map.of(
            "exhausted-column", Pattern.compile("^Unexpected end of input|A string of \\d+ characters, with"),
            "unknown-features", Pattern.compile("Unknown features of version 2"),
            "negative-clock", Pattern.compile("isn't within 0\\.\\.2\\^53-1"),
            "v2-expansion", Pattern.compile("more than an update of this size may stand for"),
            "json-in-v2", Pattern.compile("has no JSON"),
            "other-version", Pattern.compile("^These bytes are an update in"));

    // By what Yjs throws and where, as the oracle says it: an error like "Unexpected case" has many places.
    private static final Pattern COLLECTED = Pattern.compile(
            "^threw Cannot read properties of undefined \\(reading 'origin'\\) in Item\\.integrate < integrateStructs");
    private static final Pattern ALIVE = Pattern.compile("^threw Unexpected case in Item\\.gc < ContentType\\.gc < ");
    private static final Pattern UNREAD = Pattern.compile("^threw .* in JSON\\.parse < \\S*applyAwarenessUpdate");

    private static final Pattern UNNAMED_ROOT =
            Pattern.compile("^ok \\{\"assoc\"|^threw Unexpected case in writeRelativePosition");
    private static final Pattern MINUS_ZERO = Pattern.compile("^ok .*\"assoc\":0} [0-9a-f]*40 ");

    private Deviations() {}

    static Optional<String> stricter(String ourMessage) {
        return nameOf(ourMessage, STRICTER);
    }

    static Optional<String> strictTo(Version version, String ourMessage) {
        Optional<String> name = stricter(ourMessage);
        return name.isPresent() || version == Version.V1 ? name : nameOf(ourMessage, STRICTER_IN_V2);
    }

    static Optional<String> strictToV2(String ourMessage) {
        return strictTo(Version.V2, ourMessage);
    }

    private static Optional<String> nameOf(String ourMessage, Map<String, Pattern> names) {
        return names.entrySet().stream()
                .filter(each -> each.getValue().matcher(ourMessage).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is known of an update that we take otherwise than Yjs does, which may stop half-way with an error of JavaScript. */
    static Optional<String> ofUpdate(byte[] update, String theirs) {
        if (theirs.startsWith("threw")) {
            return nameOfFailure(theirs);
        }
        return UpdateFields.hasDeletesInOrder(update) ? Optional.empty() : Optional.of("unordered-deletes");
    }

    /** Version 2 is converted for a look at the deletes. */
    static Optional<String> ofUpdateV2(byte[] update, String theirs) {
        return ofUpdate(Update.fromV2(update).toV1(), theirs);
    }

    static Optional<String> ofOperation(Version version, byte[] update, String theirs) {
        byte[] v1 = version.read(update).toV1();
        return UpdateFields.hasDeletesInOrder(v1) ? Optional.empty() : Optional.of("unordered-deletes");
    }

    static Optional<String> ofSnapshot(Version version, byte[] snapshot, String theirs) {
        return UpdateFields.snapshotHasDeletesInOrder(version, snapshot)
                ? Optional.empty()
                : Optional.of("snapshot-ranges");
    }

    static Optional<String> ofPosition(byte[] position, String theirs) {
        if (UNNAMED_ROOT.matcher(theirs).find()) {
            return Optional.of("position-root");
        }
        return MINUS_ZERO.matcher(theirs).find() ? Optional.of("position-assoc") : Optional.empty();
    }

    private static Optional<String> nameOfFailure(String theirs) {
        if (COLLECTED.matcher(theirs).find()) {
            return Optional.of("known-part-collected");
        }
        return ALIVE.matcher(theirs).find() ? Optional.of("alive-in-the-dead") : Optional.empty();
    }

    static Optional<String> ofAwareness(byte[] update, String theirs) {
        return UNREAD.matcher(theirs).find() ? Optional.of("awareness-unread") : Optional.empty();
    }

    static Optional<String> ofFrame(byte[] frame, String theirs) {
        return frame[0] == 1 ? ofAwareness(frame, theirs) : ofUpdate(UpdateFields.body(frame), theirs);
    }
}
