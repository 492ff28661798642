package dev.collab4j.example.inspect;

import dev.collab4j.core.DeleteSet.Range;
import dev.collab4j.core.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Findings for people: a line for each, long lists cut short. */
final class FindingsText {
    private static final int MOST = 8;

    private final StringBuilder out = new StringBuilder();

    private FindingsText() {}

    static String of(Findings findings) {
        FindingsText text = new FindingsText();
        text.line("file: " + findings.file.name);
        text.line("version: " + findings.file.format);
        text.line("bytes: " + findings.file.size);
        text.kinds("structs", findings.census);
        text.clients(findings.census);
        text.ranges("deletes", findings.deletes.toMap());
        text.kinds("pending structs", findings.waiting);
        text.ranges("pending deletes", findings.waitingDeletes.toMap());
        text.ranges("missing", findings.missing);
        text.roots(findings.census);
        return text.out.toString();
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    private void kinds(String label, Census census) {
        line(label + ": "
                + census.kinds.values().stream()
                        .mapToLong(count -> count.structs)
                        .sum());
        census.kinds.forEach(
                (kind, count) -> line("  " + kind + ": " + count.structs + " of length " + count.elements));
    }

    private void clients(Census census) {
        line("clients: " + census.clients.size());
        census.clients.forEach((client, own) -> line(
                "  " + client + ": " + list(own.clocks) + (own.gaps.isEmpty() ? "" : " without " + list(own.gaps))));
    }

    private void ranges(String label, Map<Long, List<Range>> ids) {
        line(label + ": "
                + ids.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(Range::length)
                        .sum());
        ids.forEach((client, ranges) -> line("  " + client + ": " + list(ranges)));
    }

    private void roots(Census census) {
        line("roots: " + census.roots.size());
        census.roots.forEach((name, use) -> line("  " + Json.stringify(name) + ":"
                + (use.list.isEmpty() ? "" : " list of " + String.join(", ", use.list))
                + (use.keys.isEmpty() ? "" : " keys " + list(use.keys, Json::stringify))));
    }

    private static String list(List<Range> ranges) {
        return list(
                ranges,
                range -> range.length() == 1
                        ? Long.toString(range.clock())
                        : range.clock() + "-" + (range.clock() + range.length() - 1));
    }

    private static <T> String list(Collection<T> all, Function<T, String> print) {
        String first = all.stream().limit(MOST).map(print).collect(Collectors.joining(", "));
        return all.size() <= MOST ? first : first + " and " + (all.size() - MOST) + " more";
    }
}
