package dev.collab4j.core.protocol;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.internal.lib0.ByteReader;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A frame between a HocuspocusProvider and its server: one message, and which document of the socket it is for. Immutable.
 *
 * @param address the name of the document, or that name, NUL and a session ({@code sessionAwareness} of version 4), which
 *     lets a socket open a document twice; empty for {@link HocuspocusMessage.Ping} and {@link HocuspocusMessage.Pong}
 * @param message the message
 */
public record HocuspocusFrame(String address, HocuspocusMessage message) {
    private static final char SESSION_SEPARATOR = '\0';

    /**
     * Checks for null.
     *
     * @param address the address, not null
     * @param message the message, not null
     */
    public HocuspocusFrame {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(message, "message");
    }

    /**
     * The document that the frame is for.
     *
     * @return the address without its session
     */
    public String documentName() {
        return documentName(address);
    }

    /**
     * The document that an address is for.
     *
     * @param address an address, not null
     * @return the address without its session
     */
    public static String documentName(String address) {
        int end = address.indexOf(SESSION_SEPARATOR);
        return end < 0 ? address : address.substring(0, end);
    }

    /**
     * Reads a frame. Bytes after its message are ignored, as by Hocuspocus.
     *
     * @param frame the frame from position to limit; not kept, its position moves
     * @return the frame; neither an update nor the JSON of states is decoded yet
     * @throws MalformedUpdateException if the bytes end early or aren't as the type demands
     */
    public static HocuspocusFrame decode(ByteBuffer frame) {
        boolean hasAddress = frame.remaining() != 1; // a ping or pong is its type alone
        String address = hasAddress ? decodeAddress(frame) : "";
        return new HocuspocusFrame(address, HocuspocusMessage.decode(frame));
    }

    /**
     * Reads an address alone and moves the buffer's position to the message behind it.
     *
     * @param frame a frame of more than one byte; not kept
     * @return the address
     * @throws MalformedUpdateException if the bytes end early or aren't UTF-8; the position hasn't moved then
     */
    public static String decodeAddress(ByteBuffer frame) {
        return Frames.read(frame, ByteReader::readVarString);
    }

    /**
     * Writes the frame.
     *
     * @return the bytes, a new array
     */
    public byte[] encode() {
        byte[] head = hasAddress() ? encodeAddress(address) : new byte[0];
        byte[] body = message.encode();
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private boolean hasAddress() {
        return !(message instanceof HocuspocusMessage.Ping || message instanceof HocuspocusMessage.Pong);
    }

    /**
     * Writes an address alone: what stands in front of each message of a document.
     *
     * @param address the address, not null
     * @return the bytes, a new array
     */
    public static byte[] encodeAddress(String address) {
        return Frames.write(out -> out.writeVarString(address));
    }
}
