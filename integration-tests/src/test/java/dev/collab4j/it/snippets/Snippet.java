package dev.collab4j.it.snippets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of Java in a page.
 *
 * @param line that of its first line, from 1
 */
record Snippet(String page, int line, List<String> code) {
    /** All that a page has, between a line {@code ```java} and the next one of {@code ```}. */
    static List<Snippet> of(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```java")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                    end++;
                }
                snippets.add(new Snippet(page.toString(), i + 2, List.copyOf(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return snippets;
    }

    /** Whether this is a file of its own. */
    boolean isFile() {
        return code.stream()
                .anyMatch(line -> line.matches("((public|final|abstract|sealed) )*(class|interface|enum) .*"));
    }

    /** Whether this is another file of the same page, if that is a file. */
    boolean isBeside(Snippet other) {
        return isFile() && other.isFile() && page.equals(other.page) && line != other.line;
    }

    List<String> imports() {
        return code.stream().filter(line -> line.startsWith("import ")).toList();
    }

    /** The code with as many lines as it has in the page. */
    String withoutImports() {
        return String.join(
                "\n",
                code.stream()
                        .map(line -> line.startsWith("import ") ? "" : line)
                        .toList());
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
