package dev.collab4j.spi.transport;

/**
 * One outgoing message, prepared once.
 *
 * <p><b>T7</b> It may go to any number of connections of its factory, its bytes unchanged, and is freed after the last
 * one has written it and its maker has closed it. Thread-safe.
 */
public interface Frame extends AutoCloseable {

    /**
     * The size of the message, without the framing of the transport.
     *
     * @return the bytes, not negative; also after the close
     */
    int length();

    /** Gives up the maker's reference; sends that were accepted still go out. Idempotent. */
    @Override
    void close();
}
