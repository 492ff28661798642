package dev.collab4j.websocket;

import dev.collab4j.spi.transport.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** What a request says, as the SPI has it. */
final class Requests {

    private Requests() {}

    static Handshake handshake(HttpServletRequest request) {
        String path = request.getRequestURI();
        Handshake.Builder handshake = Handshake.builder(path, subPath(request, path))
                .query(request.getQueryString())
                .remoteAddress(request.getRemoteAddr())
                .secure(request.isSecure())
                .principal(request.getUserPrincipal());
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> handshake.header(name, value));
        }
        return handshake.build();
    }

    /**
     * The raw path behind the mapping. The container tells the mapping decoded, so what is before is counted by its
     * slashes, which it has as many of as the raw path.
     */
    private static String subPath(HttpServletRequest request, String path) {
        String mapped = request.getContextPath() + request.getServletPath();
        int slash = 0;
        for (long i = mapped.chars().filter(c -> c == '/').count(); i > 0 && slash >= 0; i--) {
            slash = path.indexOf('/', slash + 1);
        }
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
