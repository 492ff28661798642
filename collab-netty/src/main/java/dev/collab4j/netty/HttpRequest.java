package dev.collab4j.netty;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain HTTP request as it was read: nothing is decoded. Immutable. */
public final class HttpRequest {

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, List<String>> headers;

    HttpRequest(String method, String path, @Nullable String query, Map<String, List<String>> headers) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
    }

    /**
     * The method.
     *
     * @return the method in capitals, such as {@code GET}, not null
     */
    public String method() {
        return method;
    }

    /**
     * The raw path. It may hold percent escapes and {@code ..}: a handler that maps it to files has to look.
     *
     * @return the path with its leading slash, without the query, not null
     */
    public String path() {
        return path;
    }

    /**
     * The raw query.
     *
     * @return what follows the {@code ?}, null if there was none
     */
    public @Nullable String query() {
        return query;
    }

    /**
     * The first value of a header.
     *
     * @param name the header's name in any case, not null
     * @return the value, null if the header is absent
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /**
     * All headers.
     *
     * @return names, to be looked up in any case, and their values in order; unmodifiable, not null
     */
    public Map<String, List<String>> headers() {
        return headers;
    }
}
