package dev.collab4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Close frames: a code and a reason that fits. */
final class CloseFrame {

    private static final int MAX_REASON_BYTES = 123;

    private CloseFrame() {}

    /** A close frame; code 0 makes one without code and reason. */
    static ByteBuf of(ByteBufAllocator allocator, int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int textBytes = code == 0 ? 0 : fitting(text);
        int payloadBytes = code == 0 ? 0 : Short.BYTES + textBytes;
        ByteBuf frame = allocator.directBuffer(FrameHeader.MAX_BYTES + payloadBytes);
        FrameHeader.write(frame, FrameHeader.CLOSE, payloadBytes);
        return code == 0 ? frame : frame.writeShort(code).writeBytes(text, 0, textBytes);
    }

    private static int fitting(byte[] text) {
        if (text.length <= MAX_REASON_BYTES) {
            return text.length;
        }
        int end = MAX_REASON_BYTES;
        while ((text[end] & 0xC0) == 0x80) { // not inside a character
            end--;
        }
        return end;
    }
}
