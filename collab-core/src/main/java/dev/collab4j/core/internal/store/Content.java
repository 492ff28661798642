package dev.collab4j.core.internal.store;

/** The content references of the Yjs format, and which of them behave alike. */
public final class Content {
    public static final byte GC = 0;
    public static final byte DELETED = 1;
    public static final byte JSON = 2;
    public static final byte BINARY = 3;
    public static final byte STRING = 4;
    public static final byte EMBED = 5;
    public static final byte FORMAT = 6;
    public static final byte TYPE = 7;
    public static final byte ANY = 8;
    public static final byte DOC = 9;
    public static final byte SKIP = 10;

    private Content() {}

    /** Whether elements of this kind count in the length of their parent. */
    public static boolean isCountable(byte kind) {
        return kind != FORMAT && kind != DELETED;
    }

    /** Whether this is the kind of values of arrays and maps, types left out. */
    public static boolean isValue(byte kind) {
        return kind == ANY || kind == JSON || kind == BINARY || kind == DOC;
    }

    /** Whether two neighbouring items of this kind may become one. */
    public static boolean isMergeable(byte kind) {
        return kind == STRING || kind == DELETED || kind == ANY || kind == JSON;
    }
}
