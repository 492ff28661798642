package dev.collab4j.core.internal.codec;

/** The bits of the byte that begins a struct: its content reference, and what of its place is written. */
public final class StructInfo {
    public static final int HAS_ORIGIN = 0x80;
    public static final int HAS_RIGHT_ORIGIN = 0x40;
    static final int HAS_KEY = 0x20;
    static final int KIND = 0x1F;

    private StructInfo() {}
}
