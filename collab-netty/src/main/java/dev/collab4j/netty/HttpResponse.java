package dev.collab4j.netty;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The answer to a plain HTTP request. {@code Content-Length}, {@code Connection} and the omission of the body for
 * {@code HEAD}, 204 and 304 are the transport's. Immutable, as long as nobody writes to its body.
 */
public final class HttpResponse {

    private static final Set<String> OURS = Set.of("content-length", "connection", "transfer-encoding");

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A response.
     *
     * @param status the HTTP status, 200 to 599
     * @param headers the headers, copied, not null
     * @param body the body, maybe empty, kept without a copy; not null
     * @return the response, not null
     * @throws IllegalArgumentException if the status is outside its range, or a header is not allowed in HTTP or is the
     *     transport's: {@code Content-Length}, {@code Connection}, {@code Transfer-Encoding}
     */
    public static HttpResponse of(int status, Map<String, String> headers, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("HTTP status " + status);
        }
        Map<String, String> copy = new LinkedHashMap<>(headers);
        copy.forEach(HttpResponse::checkHeader);
        return new HttpResponse(status, copy, Objects.requireNonNull(body, "body"));
    }

    /**
     * A response of plain text.
     *
     * @param status the HTTP status, 200 to 599
     * @param text the body, not null
     * @return the response, not null
     * @throws IllegalArgumentException if the status is outside its range
     */
    public static HttpResponse text(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return of(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** The same response with one header more. */
    HttpResponse with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return of(status, more, body);
    }

    private static void checkHeader(String name, String value) {
        boolean token = !name.isEmpty() && name.chars().allMatch(HttpResponse::isTokenChar);
        boolean text = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xFF && c != 0x7F));
        if (!token || !text) {
            throw new IllegalArgumentException("HTTP header \"" + name + "\"");
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the HTTP header " + name + " is set by the transport");
        }
    }

    private static boolean isTokenChar(int c) {
        return c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
