package dev.collab4j.spi.transport;

/**
 * The bytes that many frames have in common, held once, such as one direct buffer. Counted: it is freed when its maker
 * and every frame over it are closed. Thread-safe.
 */
public interface SharedBody extends AutoCloseable {

    /**
     * The size of the body.
     *
     * @return the bytes, not negative; also after the close
     */
    int length();

    /** Gives up the maker's reference. Idempotent. After it no new frame may be made of the body. */
    @Override
    void close();
}
