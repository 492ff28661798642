package dev.collab4j.netty;

import io.netty.buffer.ByteBuf;

/** The headers of frames from a server to a client: never masked, never in parts. */
final class FrameHeader {

    static final int MAX_BYTES = 10;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    private FrameHeader() {}

    static int size(int payloadBytes) {
        if (payloadBytes < 126) {
            return 2;
        }
        return payloadBytes <= 0xFFFF ? 4 : MAX_BYTES;
    }

    static void write(ByteBuf out, int firstByte, int payloadBytes) {
        out.writeByte(firstByte);
        switch (size(payloadBytes)) {
            case 2 -> out.writeByte(payloadBytes);
            case 4 -> out.writeByte(126).writeShort(payloadBytes);
            default -> out.writeByte(127).writeLong(payloadBytes);
        }
    }
}
