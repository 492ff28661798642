/**
 * What a transport, a store or a message bus implements. Everything here moves bytes and strings: nothing knows the
 * format of a document.
 */
@org.jspecify.annotations.NullMarked
module dev.collab4j.spi {
    requires static transitive org.jspecify;

    exports dev.collab4j.spi;
    exports dev.collab4j.spi.bus;
    exports dev.collab4j.spi.storage;
    exports dev.collab4j.spi.transport;
}
