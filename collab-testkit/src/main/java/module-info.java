/**
 * For tests of host applications and of adapters: an in-process transport with a scripted client, and the contract that
 * stores, buses and transports have to hold. For researchers: a simulation of replicas, and algorithms to compare.
 */
@org.jspecify.annotations.NullMarked
module dev.collab4j.testkit {
    requires static transitive net.jqwik.api; // only for those who write jqwik properties
    requires static transitive org.jspecify;
    requires transitive dev.collab4j.core;
    requires transitive dev.collab4j.spi;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;

    exports dev.collab4j.testkit;
    exports dev.collab4j.testkit.algorithm;
    exports dev.collab4j.testkit.report;
    exports dev.collab4j.testkit.simulation;

    opens dev.collab4j.testkit to
            org.junit.platform.commons;
}
