package dev.collab4j.spi.transport;

/** An array that frames share. */
final class HeapBody implements SharedBody {

    private final HeapFrames factory;
    private final byte[] bytes;
    private final References references;

    HeapBody(HeapFrames factory, byte[] bytes) {
        this.factory = factory;
        this.bytes = bytes;
        this.references = factory.counted();
    }

    boolean isOf(HeapFrames other) {
        return factory == other;
    }

    /** For one more frame, which gives it back by {@link #release}. */
    void retain() {
        if (references.isClosed()) {
            throw new IllegalStateException("the body is closed");
        }
        references.retain();
    }

    void release() {
        references.release();
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void close() {
        references.close();
    }
}
