import org.jspecify.annotations.NullMarked;

/**
 * Documents of Yjs 13 in pure Java: shared types, updates, awareness and the messages between clients and servers.
 *
 * <p>Knows no network, no threads, no storage and no logger.
 */
@NullMarked
module dev.collab4j.core {
    requires static org.jspecify;
    requires tools.jackson.core;
    requires static tools.jackson.databind;

    exports dev.collab4j.core;
    exports dev.collab4j.core.awareness;
    exports dev.collab4j.core.jackson;
    exports dev.collab4j.core.patch;
    exports dev.collab4j.core.prosemirror;
    exports dev.collab4j.core.protocol;
}
