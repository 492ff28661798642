package dev.collab4j.it.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that docs/research.md shows, each after a line with its path. */
final class ResearchPage {
    private static final Pattern FILE =
            Pattern.compile("^`([^`\n]+)`\n\n```\\w+\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final String text;

    private ResearchPage(String text) {
        this.text = text;
    }

    static ResearchPage read(Path root) throws IOException {
        return new ResearchPage(Files.readString(root.resolve("docs/research.md")));
    }

    String text() {
        return text;
    }

    /** The content by path. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = FILE.matcher(text);
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return files;
    }
}
