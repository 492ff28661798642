package dev.collab4j.example.inspect;

import dev.collab4j.core.Doc;
import dev.collab4j.core.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The roots that a command prints. */
final class Roots {
    @Option(
            names = "--root",
            required = true,
            paramLabel = "NAME:KIND",
            converter = Root.Converter.class,
            description = "A root and how to read it: text, delta, array, map, xml (a fragment), xmlelement or xmltext;"
                    + " may be repeated. The file doesn't say what a root is, and one that isn't there is empty.")
    private List<Root> roots = List.of();

    /** A name that is given twice is a wrong argument of {@code command}: an object can have it only once. */
    void check(UpdateCommand command) {
        Set<String> names = new HashSet<>();
        for (Root root : roots) {
            if (!names.add(root.name())) {
                throw command.usage("The root " + root.name() + " is given twice");
            }
        }
    }

    /** One JSON object of all roots, in one line. */
    String json(String file, Doc doc) {
        Map<String, Object> json = new LinkedHashMap<>();
        roots.forEach(root -> json.put(root.name(), root.in(doc)));
        try {
            return Json.stringify(json) + "\n";
        } catch (IllegalArgumentException e) {
            throw new FailedException(file, e.getMessage(), e);
        }
    }
}
