/** An example: a page where several people write one text, and its server. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.example.editor {
    requires transitive dev.collab4j.hub;
    requires transitive dev.collab4j.spi;
    requires transitive micrometer.core;
    requires transitive micrometer.registry.prometheus;
    requires com.h2database;
    requires dev.collab4j.jdbc;
    requires dev.collab4j.netty;
    requires java.sql;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports dev.collab4j.example.editor;
}
