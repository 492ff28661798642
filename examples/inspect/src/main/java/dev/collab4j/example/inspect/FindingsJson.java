package dev.collab4j.example.inspect;

import dev.collab4j.core.DeleteSet.Range;
import dev.collab4j.core.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings for programs: one JSON object, with everything in it. */
final class FindingsJson {
    private FindingsJson() {}

    static String of(Findings findings) {
        return Json.stringify(object(
                "file", findings.file.name,
                "version", findings.file.format.toString(),
                "bytes", findings.file.size,
                "structs", kinds(findings.census),
                "clients", clients(findings.census),
                "deletes", ranges(findings.deletes.toMap()),
                "pending", pending(findings),
                "roots", roots(findings.census)));
    }

    private static Map<String, Object> pending(Findings findings) {
        return object(
                "structs", kinds(findings.waiting),
                "deletes", ranges(findings.waitingDeletes.toMap()),
                "missing", ranges(findings.missing));
    }

    private static Map<String, Object> kinds(Census census) {
        Map<String, Object> kinds = new LinkedHashMap<>();
        census.kinds.forEach((kind, count) ->
                kinds.put(kind.toString(), object("structs", count.structs, "elements", count.elements)));
        return kinds;
    }

    private static List<Object> clients(Census census) {
        List<Object> clients = new ArrayList<>();
        census.clients.forEach((client, own) -> clients.add(object(
                "client",
                client,
                "structs",
                own.count.structs,
                "clocks",
                ranges(own.clocks),
                "lacks",
                ranges(own.gaps))));
        return clients;
    }

    private static List<Object> ranges(Map<Long, List<Range>> ids) {
        List<Object> clients = new ArrayList<>();
        ids.forEach((client, ranges) -> clients.add(object("client", client, "ranges", ranges(ranges))));
        return clients;
    }

    private static List<Object> ranges(List<Range> ranges) {
        List<Object> json = new ArrayList<>();
        ranges.forEach(range -> json.add(object("clock", range.clock(), "len", range.length())));
        return json;
    }

    private static List<Object> roots(Census census) {
        List<Object> roots = new ArrayList<>();
        census.roots.forEach((name, use) ->
                roots.add(object("name", name, "list", List.copyOf(use.list), "keys", new ArrayList<>(use.keys))));
        return roots;
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
