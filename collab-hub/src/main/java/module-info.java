/** Rooms, sessions, access, persistence and fan-out of collaborative documents, inside the application. */
@org.jspecify.annotations.NullMarked
module dev.collab4j.hub {
    requires static transitive org.jspecify;
    requires transitive dev.collab4j.core;
    requires transitive dev.collab4j.spi;
    requires com.github.benmanes.caffeine;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires jdk.jfr;
    requires static micrometer.core;
    requires static micrometer.observation;
    requires org.slf4j;

    exports dev.collab4j.hub;
    exports dev.collab4j.hub.memory;
}
