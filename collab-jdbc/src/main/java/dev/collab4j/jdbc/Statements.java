package dev.collab4j.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of one dialect, what all have in common included, from the resources, with the prefix of the tables filled in. Immutable. */
final class Statements {

    private static final Pattern NAMED = Pattern.compile("(?ms)^-- :(\\w+)$(.*?)(?=^-- :|\\z)");
    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

    private final String folder;
    private final String prefix;
    private final Map<String, String> byName;

    Statements(String folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
        this.byName = named(read("statements.sql"));
        byName.putAll(named(read(folder + "/statements.sql")));
    }

    private static Map<String, String> named(String file) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = NAMED.matcher(file);
        while (matcher.find()) {
            found.put(
                    matcher.group(1),
                    COMMENT.matcher(matcher.group(2)).replaceAll("").strip());
        }
        return found;
    }

    /** The statement of a name. */
    String get(String name) {
        String sql = byName.get(name);
        if (sql == null) {
            throw new IllegalArgumentException("no statement \"" + name + "\" in " + folder);
        }
        return sql;
    }

    /** The statements that bring the schema from the version before to this one. */
    List<String> schema(int version) {
        String script =
                COMMENT.matcher(read(folder + "/schema-" + version + ".sql")).replaceAll("");
        List<String> statements = new ArrayList<>();
        for (String statement : script.split(";", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    private String read(String file) {
        try (InputStream in = Statements.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${prefix}", prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + file + " can't be read", e);
        }
    }
}
