package dev.collab4j.core.protocol;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.StateVector;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A message of y-protocols' sync protocol, which y-websocket and Hocuspocus both carry inside their own. Updates are in
 * version 1 of the format, always. Immutable.
 */
public sealed interface SyncMessage {
    /**
     * "This is what I have": the receiver answers with {@link Step2}, also if it has nothing more.
     *
     * @param stateVector what the sender has
     */
    record Step1(StateVector stateVector) implements SyncMessage {
        /**
         * Checks for null.
         *
         * @param stateVector what the sender has; not null
         */
        public Step1 {
            Objects.requireNonNull(stateVector, "stateVector");
        }
    }

    /**
     * "This is what you lack": the answer to {@link Step1}. A client counts itself as synced from the first one on.
     *
     * @param update what the receiver lacks, with all deletes
     */
    record Step2(dev.collab4j.core.Update update) implements SyncMessage {
        /**
         * Checks for null.
         *
         * @param update what the receiver lacks; not null
         */
        public Step2 {
            Objects.requireNonNull(update, "update");
        }
    }

    /**
     * "This has just changed."
     *
     * @param update the change
     */
    record Update(dev.collab4j.core.Update update) implements SyncMessage {
        /**
         * Checks for null.
         *
         * @param update the change; not null
         */
        public Update {
            Objects.requireNonNull(update, "update");
        }
    }

    /**
     * Reads one message. Bytes after it are ignored.
     *
     * @param bytes a sync message, without the message type of the protocol around it; not kept
     * @return the message; its update, if it has one, isn't decoded yet
     * @throws MalformedUpdateException if the bytes end early, the type isn't 0 to 2 or the state vector is malformed
     */
    static SyncMessage decode(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes));
    }

    /**
     * Reads one message and moves the buffer's position to what follows it.
     *
     * @param buffer a sync message, without the message type of the protocol around it; not kept
     * @return the message; its update, if it has one, isn't decoded yet
     * @throws MalformedUpdateException as {@link #decode(byte[])} does; the position hasn't moved then
     */
    static SyncMessage decode(ByteBuffer buffer) {
        return Frames.read(buffer, SyncCodec::read);
    }

    /**
     * Writes the message.
     *
     * @return the bytes, a new array
     */
    default byte[] encode() {
        return Frames.write(out -> SyncCodec.write(out, this));
    }
}
