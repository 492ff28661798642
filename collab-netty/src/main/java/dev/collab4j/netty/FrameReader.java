package dev.collab4j.netty;

import dev.collab4j.spi.transport.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one client (RFC 6455, no extensions). A frame that is there as a whole is unmasked where it lies
 * and handed over without a copy; only parts of messages are collected. Memory grows with what has arrived, not with
 * what a header announces. Used by one thread.
 */
final class FrameReader {

    /** More frames than this in one message are no message but a way to keep us busy. */
    static final int MAX_FRAGMENTS = 1_024;

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int MASK_BYTES = 4;
    private static final int FIRST_BUFFER_BYTES = 2_048;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u2028\u2029]");

    private enum Stage {
        FIRST_BYTE,
        SECOND_BYTE,
        LENGTH,
        /** The length is known, and above a limit that may be raised yet. */
        UNDECIDED,
        MASK,
        PAYLOAD,
        DEAD
    }

    private final int mostMessageBytes;
    private final CloseCode tooLarge;
    private volatile int maxMessageBytes;
    private final ByteBufAllocator allocator;
    private final FrameSink sink;

    private Stage stage = Stage.FIRST_BYTE;
    private int opcode;
    private boolean fin;
    private int lengthBytes;
    private int headerBytesLeft;
    private int mask;
    private long payloadLeft;
    private int fragments;
    private @Nullable ByteBuf message;
    private @Nullable ByteBuf control;

    FrameReader(int maxMessageBytes, CloseCode tooLarge, ByteBufAllocator allocator, FrameSink sink) {
        this.tooLarge = tooLarge;
        this.mostMessageBytes = maxMessageBytes;
        this.maxMessageBytes = maxMessageBytes;
        this.allocator = allocator;
        this.sink = sink;
    }

    /** From any thread: what holds from the next frame on, up to what it began with. */
    void maxMessageBytes(int bytes) {
        maxMessageBytes = Math.min(bytes, mostMessageBytes);
    }

    /**
     * Reads all of the buffer, unless {@link #isUndecided}; its readable bytes are changed (unmasked), its reference stays
     * the caller's.
     *
     * @throws ProtocolViolation once, at the first byte that is not allowed; from then on all input is skipped
     */
    void read(ByteBuf in) {
        if (isUndecided()) {
            lengthKnown();
        }
        while (in.isReadable() && stage != Stage.DEAD && !isUndecided()) {
            step(in);
        }
        if (!isUndecided()) {
            in.skipBytes(in.readableBytes());
        }
    }

    /** A frame is too large as yet, and what may be is about to be said: what is unread has to come again. */
    boolean isUndecided() {
        return stage == Stage.UNDECIDED;
    }

    /** How many bytes of an unfinished message are held. */
    int heldBytes() {
        return message == null ? 0 : message.readableBytes();
    }

    /** Skips everything from now on and frees what is held. */
    void stop() {
        stage = Stage.DEAD;
        message = release(message);
        control = release(control);
    }

    private void step(ByteBuf in) {
        switch (stage) {
            case FIRST_BYTE -> firstByte(in.readUnsignedByte());
            case SECOND_BYTE -> secondByte(in.readUnsignedByte());
            case LENGTH -> lengthByte(in.readUnsignedByte());
            case MASK -> maskByte(in.readUnsignedByte());
            default -> payload(in);
        }
    }

    private void firstByte(int bits) {
        opcode = bits & 0x0F;
        fin = (bits & FIN) != 0;
        if ((bits & RESERVED) != 0) {
            throw violation("reserved bits are set and no extension was negotiated");
        }
        if (isControl()) {
            checkControl();
        } else {
            checkData();
        }
        stage = Stage.SECOND_BYTE;
    }

    private boolean isControl() {
        return opcode >= CLOSE;
    }

    private void checkControl() {
        if (opcode > PONG) {
            throw violation("reserved opcode " + opcode);
        }
        if (!fin) {
            throw violation("a control frame in parts");
        }
    }

    private void checkData() {
        if (opcode == TEXT) {
            throw violation(CloseCode.UNSUPPORTED_DATA, "only binary messages are understood");
        }
        if (opcode > BINARY) {
            throw violation("reserved opcode " + opcode);
        }
        if (opcode == CONTINUATION && fragments == 0) {
            throw violation("a continuation of nothing");
        }
        if (opcode == BINARY && fragments > 0) {
            throw violation("a new message inside another one");
        }
        if (++fragments > MAX_FRAGMENTS) {
            throw violation(CloseCode.POLICY_VIOLATION, "more than " + MAX_FRAGMENTS + " frames in one message");
        }
    }

    private void secondByte(int bits) {
        if ((bits & MASKED) == 0) {
            throw violation("a client's frame has to be masked");
        }
        int length = bits & 0x7F;
        if (isControl() && length > MAX_CONTROL_BYTES) {
            throw violation("a control frame of more than " + MAX_CONTROL_BYTES + " bytes");
        }
        payloadLeft = length;
        if (length < 126) {
            lengthKnown();
            return;
        }
        payloadLeft = 0;
        lengthBytes = length == 126 ? Short.BYTES : Long.BYTES;
        headerBytesLeft = lengthBytes;
        stage = Stage.LENGTH;
    }

    private void lengthByte(int bits) {
        payloadLeft = (payloadLeft << 8) | bits;
        if (--headerBytesLeft > 0) {
            return;
        }
        long least = lengthBytes == Short.BYTES ? 126 : 0x1_0000;
        if (payloadLeft < least) { // also a length with its sign bit set
            throw violation("a length that is not in its shortest form");
        }
        lengthKnown();
    }

    private void lengthKnown() {
        // looked at before the limit: it rises before the pause ends
        boolean mayRise = maxMessageBytes < mostMessageBytes && sink.isPaused();
        if (isControl() || payloadLeft <= maxMessageBytes - heldBytes()) {
            headerBytesLeft = MASK_BYTES;
            stage = Stage.MASK;
        } else if (mayRise) {
            stage = Stage.UNDECIDED;
        } else {
            throw violation(tooLarge, "a message of more than " + maxMessageBytes + " bytes");
        }
    }

    private void maskByte(int bits) {
        mask = (mask << 8) | bits;
        if (--headerBytesLeft > 0) {
            return;
        }
        stage = Stage.PAYLOAD;
        if (payloadLeft == 0) {
            frameEnds(ByteBuffer.allocate(0));
        }
    }

    private void payload(ByteBuf in) {
        int size = (int) Math.min(payloadLeft, in.readableBytes());
        ByteBuffer part = in.nioBuffer(in.readerIndex(), size);
        unmask(part);
        in.skipBytes(size);
        payloadLeft -= size;
        if (payloadLeft == 0) {
            frameEnds(part);
            return;
        }
        mask = Integer.rotateLeft(mask, 8 * (size & 3));
        collect(part);
    }

    private void unmask(ByteBuffer part) {
        int end = part.limit();
        int at = part.position();
        long twice = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            part.putLong(at, part.getLong(at) ^ twice);
        }
        for (int shift = 24; at < end; at++) {
            part.put(at, (byte) (part.get(at) ^ (mask >>> (shift & 31))));
            shift -= 8;
        }
    }

    private void collect(ByteBuffer part) {
        if (isControl()) {
            control = append(control, part, MAX_CONTROL_BYTES);
        } else {
            message = append(message, part, mostMessageBytes);
        }
    }

    /** The frame is complete: what is held of it, if any, and then this last part. */
    private void frameEnds(ByteBuffer part) {
        stage = Stage.FIRST_BYTE;
        if (isControl()) {
            controlEnds(part);
        } else {
            dataEnds(part);
        }
    }

    private void dataEnds(ByteBuffer part) {
        if (!fin) {
            message = append(message, part, mostMessageBytes);
            return;
        }
        fragments = 0;
        ByteBuf held = message;
        if (held == null) {
            sink.onMessage(part);
            return;
        }
        message = null;
        try {
            held.writeBytes(part);
            sink.onMessage(held.nioBuffer());
        } finally {
            held.release();
        }
    }

    private ByteBuf append(@Nullable ByteBuf held, ByteBuffer part, int max) {
        ByteBuf target = held == null ? allocator.buffer(Math.min(FIRST_BUFFER_BYTES, max), max) : held;
        return target.writeBytes(part);
    }

    private void controlEnds(ByteBuffer part) {
        ByteBuf held = control;
        if (held == null) {
            control(part);
            return;
        }
        control = null;
        try {
            held.writeBytes(part);
            control(held.nioBuffer());
        } finally {
            held.release();
        }
    }

    private void control(ByteBuffer payload) {
        switch (opcode) {
            case PING -> sink.onPing(payload);
            case CLOSE -> close(payload);
            default -> {
                // a pong: that something was read is all it says
            }
        }
    }

    private void close(ByteBuffer payload) {
        if (!payload.hasRemaining()) {
            stop();
            sink.onPeerClose(0, "");
            return;
        }
        if (payload.remaining() < 2) {
            throw violation("a close frame with half a code");
        }
        int code = payload.getShort() & 0xFFFF;
        if (!mayBeReceived(code)) {
            throw violation("close code " + code);
        }
        String reason = decode(payload);
        stop();
        sink.onPeerClose(code, reason);
    }

    private static boolean mayBeReceived(int code) {
        if (code < 1000 || code > 4999) {
            return false;
        }
        boolean unassigned = code > 1014 && code < 3000;
        return !unassigned && new CloseCode(code).isSendable();
    }

    private String decode(ByteBuffer reason) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(reason).toString();
            return CONTROL.matcher(text).replaceAll("?"); // it goes into logs, as one line
        } catch (CharacterCodingException e) {
            throw violation(new CloseCode(1007), "a close reason that is not UTF-8");
        }
    }

    private ProtocolViolation violation(String what) {
        return violation(CloseCode.PROTOCOL_ERROR, what);
    }

    private ProtocolViolation violation(CloseCode code, String what) {
        stop();
        return new ProtocolViolation(code, what);
    }

    private static @Nullable ByteBuf release(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }
}
