package dev.collab4j.netty;

import dev.collab4j.spi.transport.Acceptor;

/** A path, or everything below one, and who serves it. */
record Route(String prefix, boolean open, Acceptor acceptor) {

    static Route of(String pattern, Acceptor acceptor) {
        boolean open = pattern.endsWith("/*");
        String prefix = open ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (!prefix.startsWith("/") || prefix.indexOf('*') >= 0 || prefix.indexOf('?') >= 0) {
            throw new IllegalArgumentException("route \"" + pattern + "\" is neither \"/path\" nor \"/path/*\"");
        }
        return new Route(prefix, open, acceptor);
    }

    boolean matches(String path) {
        return open ? path.startsWith(prefix) : path.equals(prefix);
    }

    /** What the star stands for. */
    String subPath(String path) {
        return open ? path.substring(prefix.length()) : "";
    }
}
