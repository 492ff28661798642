package dev.collab4j.hub.internal.wire;

import dev.collab4j.spi.transport.Handshake;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a page may come from that connects: from here, or from an origin that the host allows. A request without an
 * origin is no browser's and is accepted.
 */
final class Origins {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = allowed;
    }

    boolean accepts(Handshake handshake) {
        String origin = handshake.header("Origin");
        return origin == null || allowed.contains(origin) || isOwn(origin, handshake.header("Host"));
    }

    /** Compares host and port; a proxy may have ended TLS, so the origin's scheme says only which port it means. */
    private static boolean isOwn(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI from = new URI(origin);
            int defaultPort = "https".equalsIgnoreCase(from.getScheme()) ? HTTPS_PORT : HTTP_PORT;
            return from.getHost() != null
                    && authority(from, defaultPort).equals(authority(new URI("any://" + host), defaultPort));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(URI uri, int defaultPort) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return host + ":" + (uri.getPort() < 0 ? defaultPort : uri.getPort());
    }
}
