package dev.collab4j.core;

/**
 * JavaScript's {@code undefined}, which Yjs keeps apart from {@code null}: both can be written and read back.
 *
 * <p>As JSON it is dropped from objects and becomes {@code null} in arrays, as {@code JSON.stringify} does it.
 */
public enum Undefined {
    /** The only value. */
    INSTANCE;

    /** Returns {@code "undefined"}. */
    @Override
    public String toString() {
        return "undefined";
    }
}
