package dev.collab4j.core.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * A way into a JSON value (RFC 6901).
 *
 * @param steps keys and indices, unescaped
 */
record JsonPointer(List<String> steps) {

    static JsonPointer parse(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /: " + text);
        }
        List<String> steps = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('/', at + 1);
            end = end < 0 ? text.length() : end;
            steps.add(unescape(text.substring(at + 1, end)));
            at = end;
        }
        return new JsonPointer(steps);
    }

    private static String unescape(String step) {
        String unescaped = step.replace("~1", "/").replace("~0", "~");
        if (step.length() - unescaped.length()
                != step.chars().filter(c -> c == '~').count()) {
            throw new IllegalArgumentException("~ in a path is ~0, / is ~1: " + step);
        }
        return unescaped;
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    String last() {
        return steps.get(steps.size() - 1);
    }

    boolean isAround(JsonPointer other) {
        return other.steps.size() > steps.size()
                && other.steps.subList(0, steps.size()).equals(steps);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
