package dev.collab4j.core.protocol;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.awareness.AwarenessUpdate;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A message between a y-websocket client and its server. Each travels in a binary WebSocket frame of its own. Immutable.
 */
public sealed interface Message {
    /**
     * Carries a message of the sync protocol, in both directions.
     *
     * @param message that message
     */
    record Sync(SyncMessage message) implements Message {
        /**
         * Checks for null.
         *
         * @param message that message; not null
         */
        public Sync {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * Carries states of clients, in both directions.
     *
     * @param update the states
     */
    record Awareness(AwarenessUpdate update) implements Message {
        /**
         * Checks for null.
         *
         * @param update the states; not null
         */
        public Awareness {
            Objects.requireNonNull(update, "update");
        }
    }

    /**
     * Tells a client that it may not open the document. y-websocket only logs it and connects again: what stops it is
     * the code with which the connection is closed.
     *
     * @param reason why, for humans
     */
    record Auth(String reason) implements Message {
        /**
         * Checks for null.
         *
         * @param reason why; not null
         */
        public Auth {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Asks for the states of all clients; the answer is {@link Awareness}. The reference server ignores it. */
    record QueryAwareness() implements Message {}

    /**
     * Reads the first message of a frame. Bytes after it are ignored, as by y-websocket and its server: to read frames
     * of several messages, use {@link #decode(ByteBuffer)} until nothing is left.
     *
     * @param frame the message; not kept
     * @return the message; neither an update nor the JSON of states is decoded yet
     * @throws MalformedUpdateException if the bytes end early or aren't as the type demands, or the type is unknown,
     *     that is not 0 to 3
     */
    static Message decode(byte[] frame) {
        return decode(ByteBuffer.wrap(frame));
    }

    /**
     * Reads one message and moves the buffer's position to what follows it.
     *
     * @param buffer the message; not kept
     * @return the message; neither an update nor the JSON of states is decoded yet
     * @throws MalformedUpdateException as {@link #decode(byte[])} does; the position hasn't moved then
     */
    static Message decode(ByteBuffer buffer) {
        return Frames.read(buffer, MessageCodec::read);
    }

    /**
     * Writes the message.
     *
     * @return the bytes of a frame, a new array
     */
    default byte[] encode() {
        return Frames.write(out -> MessageCodec.write(out, this));
    }
}
