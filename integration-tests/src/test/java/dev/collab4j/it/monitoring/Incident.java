package dev.collab4j.it.monitoring;

import java.util.Set;

/** Something that goes wrong at one instance, for as long as it is kept up. */
interface Incident extends AutoCloseable {

    /** Where the instance has its metrics. */
    int port();

    /** The alerts that have to fire. */
    Set<String> alerts();

    /** Makes it worse, a few times a second. Doesn't wait. */
    void keepUp();

    @Override
    void close();
}
