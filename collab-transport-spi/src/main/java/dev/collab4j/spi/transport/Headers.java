package dev.collab4j.spi.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The headers of a request in one string, as they stay with every connection: a map of them takes a kilobyte more. */
final class Headers {

    private static final char END = '\n';

    /** Names and values by turns, each with its end. */
    private final String text;

    private Headers(String text) {
        this.text = text;
    }

    /** Of names and values by turns. */
    static Headers of(List<String> namesAndValues) {
        StringBuilder text = new StringBuilder();
        namesAndValues.forEach(part -> text.append(part).append(END));
        return new Headers(text.toString());
    }

    static void check(String nameOrValue) {
        if (nameOrValue.indexOf(END) >= 0) {
            throw new IllegalArgumentException("a header with a line feed");
        }
    }

    List<String> values(String name) {
        List<String> found = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int value = end(from) + 1;
            int next = end(value) + 1;
            if (isName(name, from, value - 1)) {
                found.add(text.substring(value, next - 1));
            }
            from = next;
        }
        return Collections.unmodifiableList(found);
    }

    private int end(int from) {
        return text.indexOf(END, from);
    }

    private boolean isName(String name, int from, int to) {
        return name.length() == to - from && text.regionMatches(true, from, name, 0, name.length());
    }
}
