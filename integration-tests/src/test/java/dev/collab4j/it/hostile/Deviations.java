package dev.collab4j.it.hostile;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Input that Yjs takes and we refuse, by the names of docs/compatibility.md, which says why. Recognised by our message: a
 * refusal whose message is in none of them is a fault of ours.
 */
final class Deviations {
    static final Map<String, Pattern> STRICTER = Map.of(
            "client-twice", Pattern.compile("client \\d+ comes twice"),
            "empty-struct", Pattern.compile("struct \\S+ is empty"),
            "empty-delete", Pattern.compile("deleted range \\S+ isn't one"),
            "own-future", Pattern.compile("the (origin|right origin|parent) of \\S+ is its client's clock"),
            "skip-with-flags", Pattern.compile("a Skip with flags"),
            "clock-limit", Pattern.compile("clock beyond 2\\^31 - 1|past clock 2\\^53 - 1"),
            "long-integer", Pattern.compile("Integer of more than 8 bytes|Integer above 2\\^53-1"),
            "subdocument-options", Pattern.compile("options of document .* aren't an object", Pattern.DOTALL),
            "depth", Pattern.compile("nested deeper|nesting depth"));

    /** Where Yjs stops half-way with an error of JavaScript, and we integrate the rest as well; recognised by its message. */
    static final Map<String, Pattern> COMPLETED =
            Map.of("known-part-collected", Pattern.compile("undefined \\(reading 'origin'\\)"));

    private Deviations() {}

    static Optional<String> stricter(String ourMessage) {
        return name(STRICTER, ourMessage);
    }

    static Optional<String> completed(String theirMessage) {
        return name(COMPLETED, theirMessage);
    }

    private static Optional<String> name(Map<String, Pattern> deviations, String message) {
        return deviations.entrySet().stream()
                .filter(each -> each.getValue().matcher(message).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
