package dev.collab4j.core.prosemirror;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs may come out. Browsers drop line breaks and tabs anywhere in a URL and control characters and spaces at its
 * ends (WHATWG URL, 4.4), so the scheme is looked for without any of them.
 */
final class Urls {
    static final Set<String> SAFE_SCHEMES = Set.of("http", "https", "mailto", "tel");

    /** Attributes that are URLs. */
    private static final Set<String> ATTRIBUTES = Set.of(
            "href", "src", "action", "formaction", "poster", "cite", "background", "data", "longdesc", "manifest");

    private static final Set<String> SCRIPTS = Set.of("javascript", "vbscript", "data");
    private static final Pattern IGNORED = Pattern.compile("[\\u0000-\\u0020\\u007f-\\u00a0]+");
    private static final Pattern IMAGE = Pattern.compile("data:image/(png|jpeg|gif|webp|avif);base64,[a-z0-9+/=]*");

    private Urls() {}

    static boolean isUrl(String attribute) {
        return ATTRIBUTES.contains(attribute);
    }

    /** Whether this is relative, or has one of these schemes. */
    static boolean isSafe(String url, Set<String> schemes) {
        String scheme = schemeOf(url);
        return scheme.isEmpty() || schemes.contains(scheme);
    }

    /** Whether this is a picture within the URL, of a kind that can't hold a script. */
    static boolean isImage(String url) {
        return IMAGE.matcher(url.toLowerCase(Locale.ROOT)).matches();
    }

    /** What stands before the first colon, if that isn't in the path already; empty if there is none. */
    private static String schemeOf(String url) {
        String plain = IGNORED.matcher(url).replaceAll("").toLowerCase(Locale.ROOT);
        int colon = plain.indexOf(':');
        boolean inPath = plain.substring(0, Math.max(colon, 0)).chars().anyMatch(c -> "/?#\\".indexOf(c) >= 0);
        return colon < 0 || inPath ? "" : plain.substring(0, colon) + (colon == 0 ? ":" : "");
    }

    /** Whether some string in a value of JSON is a URL that runs a script. */
    static boolean holdsScript(@Nullable Object value) {
        Deque<Collection<?>> open = new ArrayDeque<>();
        open.push(List.of(value == null ? "" : value));
        while (!open.isEmpty()) {
            for (Object part : open.pop()) {
                if (part instanceof String text && SCRIPTS.contains(schemeOf(text))) {
                    return true;
                }
                Collection<?> parts = partsOf(part);
                if (!parts.isEmpty()) {
                    open.push(parts);
                }
            }
        }
        return false;
    }

    private static Collection<?> partsOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values();
        }
        return value instanceof List<?> list ? list : List.of();
    }
}
