package dev.collab4j.it.hostile;

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
            Map.entry("clock-limit", Pattern.compile("clock beyond 2\\^31 - 1|past clock 2\\^53 - 1")),
            Map.entry("long-integer", Pattern.compile("Integer of more than 8 bytes|Integer above 2\\^53-1")),
            Map.entry(
                    "subdocument-options", Pattern.compile("options of document .* aren't an object", Pattern.DOTALL)),
            Map.entry("depth", Pattern.compile("nested deeper|nesting depth")),
            Map.entry("unknown-auth", Pattern.compile("Unknown auth message type")));

    // By what Yjs throws and where, as the oracle says it: an error like "Unexpected case" has many places.
    private static final Pattern COLLECTED = Pattern.compile(
            "^threw Cannot read properties of undefined \\(reading 'origin'\\) in Item\\.integrate < integrateStructs");
    private static final Pattern ALIVE = Pattern.compile("^threw Unexpected case in Item\\.gc < ContentType\\.gc < ");
    private static final Pattern UNREAD = Pattern.compile("^threw .* in JSON\\.parse < \\S*applyAwarenessUpdate");

    private Deviations() {}

    static Optional<String> stricter(String ourMessage) {
        return STRICTER.entrySet().stream()
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
