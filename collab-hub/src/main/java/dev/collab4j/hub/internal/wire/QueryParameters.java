package dev.collab4j.hub.internal.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parameters of a raw query. */
final class QueryParameters {

    private QueryParameters() {}

    /** The first value of a parameter, decoded; null if it is absent or its escapes are malformed. */
    static @Nullable String first(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals == name.length() && pair.startsWith(name)) {
                return decode(pair.substring(equals + 1));
            }
        }
        return null;
    }

    private static @Nullable String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null; // as if it were not there: the authenticator refuses
        }
    }
}
