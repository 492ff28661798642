package dev.collab4j.testkit.simulation;

/** A replica that can be stored and come back after a crash. */
public interface Durable {
    /**
     * Returns all that is known here.
     *
     * @return bytes for {@link #load}; not null
     */
    byte[] save();

    /**
     * Brings a new replica to where one of the same id was.
     *
     * @param saved what that one saved
     */
    void load(byte[] saved);
}
