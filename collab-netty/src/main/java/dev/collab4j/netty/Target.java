package dev.collab4j.netty;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The target of a request line, taken apart and otherwise as it came. */
record Target(String path, @Nullable String query) {

    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

    /** Whether it is an origin form ({@code /path?query}) or, as proxies send it, an absolute one. */
    static boolean isPath(String uri) {
        return uri.startsWith("/") || AUTHORITY.matcher(uri).lookingAt();
    }

    /** Of a URI that {@link #isPath}. */
    static Target of(String uri) {
        String origin = escape(stripAuthority(uri));
        int mark = origin.indexOf('?');
        return mark < 0 ? new Target(origin, null) : new Target(origin.substring(0, mark), origin.substring(mark + 1));
    }

    private static String stripAuthority(String uri) {
        Matcher authority = AUTHORITY.matcher(uri);
        if (!authority.lookingAt()) {
            return uri;
        }
        String rest = uri.substring(authority.end());
        return rest.startsWith("/") ? rest : "/" + rest;
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
