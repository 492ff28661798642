package dev.collab4j.core.prosemirror;

import dev.collab4j.core.internal.lib0.JsJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tag that a {@link HtmlRule} makes. Whatever is put into it comes out escaped, and an attribute whose value is a URL
 * only if the URL is safe. For one thread; to be used once.
 */
public final class HtmlTag {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    /** What is in these isn't unescaped by a browser, or is a page of its own. */
    private static final Set<String> FORBIDDEN_TAGS = Set.of(
            "script", "style", "iframe", "xmp", "noembed", "noframes", "noscript", "plaintext", "object", "embed");
    /** Scripts, style sheets, pages, and lists of URLs. */
    private static final Set<String> FORBIDDEN_ATTRIBUTES = Set.of("style", "srcdoc", "srcset", "imagesrcset", "ping");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable HtmlTag inner;
    private @Nullable String text;

    private HtmlTag(String name) {
        this.name = name;
    }

    /**
     * Starts a tag.
     *
     * @param name for example {@code aside}; not null
     * @return a tag without attributes
     * @throws IllegalArgumentException if this is no name in lower case, or one whose content can't be made safe, such as
     *     {@code script}
     */
    public static HtmlTag of(String name) {
        require(NAME.matcher(name).matches() && !FORBIDDEN_TAGS.contains(name), "tag", name);
        return new HtmlTag(name);
    }

    private static void require(boolean allowed, String what, String name) {
        if (!allowed) {
            throw new IllegalArgumentException("No " + what + " for a document of strangers: " + name);
        }
    }

    /**
     * Sets an attribute.
     *
     * @param attribute its name; not null
     * @param value a value of JSON; null leaves the attribute out, and an unsafe URL does too
     * @return this
     * @throws IllegalArgumentException if this is no name in lower case, or one whose values can't be made safe, such as
     *     {@code onclick} or {@code style}
     */
    public HtmlTag attribute(String attribute, @Nullable Object value) {
        boolean safe = NAME.matcher(attribute).matches()
                && !attribute.startsWith("on")
                && !FORBIDDEN_ATTRIBUTES.contains(attribute);
        require(safe, "attribute", attribute);
        String printed = value instanceof String string ? string : JsJson.stringify(value);
        if (value != null && printed != null) {
            attributes.put(attribute, printed);
        }
        return this;
    }

    /**
     * Puts what is in the node into one more tag within this one, as the code of {@code <pre><code>}.
     *
     * @param tag the tag within; not null
     * @return this
     */
    public HtmlTag inner(HtmlTag tag) {
        inner = tag;
        return this;
    }

    /**
     * Sets what stands in the tag if there is nothing in the node.
     *
     * @param content null for nothing
     * @return this
     */
    public HtmlTag text(@Nullable String content) {
        text = content;
        return this;
    }

    String name() {
        return name;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    @Nullable
    HtmlTag innerTag() {
        return inner;
    }

    @Nullable
    String content() {
        return text;
    }
}
