package dev.collab4j.load.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ThreadLocalRandom;

/** Makes frames of a client, which are masked (RFC 6455). */
final class FrameWriter {

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MAX_HEADER = 14;

    private FrameWriter() {}

    /** A frame whose payload is {@code head} and then {@code body}. */
    static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] head, byte[] body) {
        int length = head.length + body.length;
        ByteBuf out = allocator.directBuffer(MAX_HEADER + length);
        out.writeByte(FIN | opcode);
        writeLength(out, length);
        int key = ThreadLocalRandom.current().nextInt();
        out.writeInt(key);
        int start = out.writerIndex();
        out.writeBytes(head).writeBytes(body);
        mask(out, start, key);
        return out;
    }

    private static void writeLength(ByteBuf out, int length) {
        if (length < SHORT) {
            out.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            out.writeByte(MASKED | SHORT).writeShort(length);
        } else {
            out.writeByte(MASKED | LONG).writeLong(length);
        }
    }

    private static void mask(ByteBuf out, int start, int key) {
        int end = out.writerIndex();
        int i = start;
        for (; i + Integer.BYTES <= end; i += Integer.BYTES) {
            out.setInt(i, out.getInt(i) ^ key);
        }
        for (int shift = 24; i < end; i++, shift -= 8) {
            out.setByte(i, out.getByte(i) ^ key >>> shift);
        }
    }
}
