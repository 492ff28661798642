package dev.collab4j.core.prosemirror;

import java.util.ArrayDeque;
import java.util.Deque;

/** Text in lines that begin with the marks of the lists and quotes around them. */
final class TextLines {
    /** More than this isn't indented, or deep lists would cost much more than is in them. */
    private static final int MAX_DEPTH = 16;

    /** What begins the lines of a list item: its mark, and blanks from the second line on. */
    private static final class Prefix {
        private String next;
        private final String later;

        Prefix(String first, String later) {
            next = first;
            this.later = later;
        }

        String take() {
            String taken = next;
            next = later;
            return taken;
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final Deque<Prefix> prefixes = new ArrayDeque<>();
    private int depth;
    private int rows;
    private boolean lineOpen;

    /** Begins something whose lines are marked. */
    void push(String first, String later) {
        if (++depth <= MAX_DEPTH) {
            prefixes.addLast(new Prefix(first, later));
        }
    }

    void pop() {
        if (depth-- <= MAX_DEPTH) {
            prefixes.removeLast();
        }
    }

    /** Begins a row: what would be lines of their own stands in one. */
    void beginRow() {
        endLine();
        rows++;
    }

    void endRow() {
        rows--;
        endLine();
    }

    void text(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            put(text.substring(from, end));
            newLine();
            from = end + 1;
        }
        put(text.substring(from));
    }

    private void put(String text) {
        if (!text.isEmpty()) {
            openLine();
            out.append(text);
        }
    }

    /** Puts something between the cells of a row. */
    void separator() {
        trim();
        openLine();
        out.append('\t');
    }

    private void openLine() {
        if (!lineOpen) {
            prefixes.forEach(prefix -> out.append(prefix.take()));
            lineOpen = true;
        }
    }

    /** Ends the line if there is something on it; in a row a blank parts what follows. */
    void endLine() {
        if (lineOpen) {
            newLine();
        }
    }

    /** Ends the line, even if there is nothing on it. */
    void newLine() {
        if (rows > 0) {
            blank();
            return;
        }
        openLine();
        trim();
        out.append('\n');
        lineOpen = false;
    }

    private void blank() {
        if (lineOpen && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
    }

    private void trim() {
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
    }

    String end() {
        endLine();
        return out.toString();
    }
}
