package dev.collab4j.netty;

import org.jspecify.annotations.Nullable;

/** The target of a request line, taken apart and otherwise as it came. */
record Target(String path, @Nullable String query) {

    /** Of an origin form ({@code /path?query}) or, as proxies send it, of an absolute one. */
    static Target of(String uri) {
        String origin = escape(stripAuthority(uri));
        int mark = origin.indexOf('?');
        return mark < 0 ? new Target(origin, null) : new Target(origin.substring(0, mark), origin.substring(mark + 1));
    }

    private static String stripAuthority(String uri) {
        int scheme = uri.indexOf("://");
        if (uri.startsWith("/") || scheme < 0) {
            return uri;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? "/" : uri.substring(path);
    }

    /** Netty hands over a byte of the line as one char; one that is not ASCII becomes its escape. */
    private static String escape(String line) {
        if (line.chars().allMatch(c -> c < 0x80)) {
            return line;
        }
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        line.chars().forEach(c -> escape(escaped, c));
        return escaped.toString();
    }

    private static void escape(StringBuilder out, int c) {
        if (c < 0x80) {
            out.append((char) c);
        } else {
            out.append(String.format("%%%02X", c));
        }
    }
}
