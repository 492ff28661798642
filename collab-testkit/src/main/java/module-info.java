/**
 * For tests of host applications and of adapters: an in-process transport with a scripted client, and the contract that
 * stores, buses and transports have to hold.
 */
@org.jspecify.annotations.NullMarked
module dev.collab4j.testkit {
    requires static transitive org.jspecify;
    requires transitive dev.collab4j.core;
    requires transitive dev.collab4j.spi;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports dev.collab4j.testkit;

    opens dev.collab4j.testkit to
            org.junit.platform.commons;
}
