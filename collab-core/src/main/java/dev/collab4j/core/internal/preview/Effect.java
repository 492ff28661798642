package dev.collab4j.core.internal.preview;

/** What happens to a list or to a key. */
public enum Effect {
    INSERT,
    DELETE,
    FORMAT,
    KEY_ADD,
    KEY_UPDATE,
    KEY_DELETE
}
