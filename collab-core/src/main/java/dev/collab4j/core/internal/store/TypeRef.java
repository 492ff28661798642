package dev.collab4j.core.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a shared type as the format writes it.
 *
 * @param kind one of the constants
 * @param name the name of an XML element or hook, otherwise null
 */
public record TypeRef(byte kind, @Nullable String name) {
    public static final byte UNTYPED = -1;
    public static final byte ARRAY = 0;
    public static final byte MAP = 1;
    public static final byte TEXT = 2;
    public static final byte XML_ELEMENT = 3;
    public static final byte XML_FRAGMENT = 4;
    public static final byte XML_HOOK = 5;
    public static final byte XML_TEXT = 6;

    public static TypeRef of(byte kind) {
        return new TypeRef(kind, null);
    }

    /** Whether the format writes a name after this kind. */
    public static boolean isNamed(byte kind) {
        return kind == XML_ELEMENT || kind == XML_HOOK;
    }

    public static boolean isText(byte kind) {
        return kind == TEXT || kind == XML_TEXT;
    }
}
