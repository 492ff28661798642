package dev.collab4j.core.protocol;

import dev.collab4j.core.internal.lib0.ByteReader;
import dev.collab4j.core.internal.lib0.ByteWriter;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Between the buffers of transports and the readers and writers of lib0. */
final class Frames {
    private Frames() {}

    /** Reads something and moves the buffer on by what it took; not at all if it was malformed. */
    static <T> T read(ByteBuffer buffer, Function<ByteReader, T> read) {
        int start = buffer.position();
        ByteReader in = reader(buffer);
        T value = read.apply(in);
        buffer.position(start + in.position());
        return value;
    }

    /** The reader's positions count from the buffer's: errors then name the byte of the frame. */
    private static ByteReader reader(ByteBuffer buffer) {
        if (buffer.hasArray() && buffer.arrayOffset() + buffer.position() == 0) {
            return new ByteReader(buffer.array(), 0, buffer.limit());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new ByteReader(copy);
    }

    static byte[] write(Consumer<ByteWriter> write) {
        ByteWriter out = new ByteWriter();
        write.accept(out);
        return out.toByteArray();
    }
}
