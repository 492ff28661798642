package dev.collab4j.core.protocol;

import dev.collab4j.core.MalformedUpdateException;
import dev.collab4j.core.awareness.AwarenessUpdate;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message between a HocuspocusProvider and its server, without the address in front of it: {@link HocuspocusFrame} has
 * both. Immutable.
 */
public sealed interface HocuspocusMessage {
    /**
     * Carries a message of the sync protocol, in both directions.
     *
     * @param message that message
     */
    record Sync(SyncMessage message) implements HocuspocusMessage {
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
    record Awareness(AwarenessUpdate update) implements HocuspocusMessage {
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
     * Shows the server who the client is; the first message of a document, and again when the server has asked.
     *
     * @param token what the application made up for it, empty for none
     * @param providerVersion such as {@code 4.8.0}; null before version 4
     */
    record Token(String token, @Nullable String providerVersion) implements HocuspocusMessage {
        /**
         * Checks for null.
         *
         * @param token the token, not null
         * @param providerVersion the version, null before version 4
         */
        public Token {
            Objects.requireNonNull(token, "token");
        }

        /** Leaves the token out, for logs. */
        @Override
        public String toString() {
            return "Token[providerVersion=" + providerVersion + "]";
        }
    }

    /** Asks the client to show its token again. A provider of version 2 doesn't know it. */
    record TokenRequest() implements HocuspocusMessage {}

    /**
     * Tells a client that it may not open the document; others on the same socket go on.
     *
     * @param reason why, for humans
     */
    record PermissionDenied(String reason) implements HocuspocusMessage {
        /**
         * Checks for null.
         *
         * @param reason why; not null
         */
        public PermissionDenied {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Lets a client in.
     *
     * @param readOnly whether what it writes is refused
     */
    record Authenticated(boolean readOnly) implements HocuspocusMessage {}

    /** Asks for the states of all clients; the answer is {@link Awareness}. A server ignores it. */
    record QueryAwareness() implements HocuspocusMessage {}

    /**
     * As {@link Sync}, between servers: it isn't answered with a SyncStep1.
     *
     * @param message a message of the sync protocol
     */
    record SyncReply(SyncMessage message) implements HocuspocusMessage {
        /**
         * Checks for null.
         *
         * @param message that message; not null
         */
        public SyncReply {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * Carries what the application likes, in both directions. It isn't kept anywhere.
     *
     * @param payload what it is
     */
    record Stateless(String payload) implements HocuspocusMessage {
        /**
         * Checks for null.
         *
         * @param payload what it is; not null
         */
        public Stateless {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * As {@link Stateless}, between servers, for the clients of all of them.
     *
     * @param payload what it is
     */
    record BroadcastStateless(String payload) implements HocuspocusMessage {
        /**
         * Checks for null.
         *
         * @param payload what it is; not null
         */
        public BroadcastStateless {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /**
     * Closes one document; the socket stays open. A provider of version 2 sends it, but can't read it.
     *
     * @param reason why; null from a client
     */
    record Close(@Nullable String reason) implements HocuspocusMessage {}

    /**
     * Answers a SyncStep2 or an Update of a client: exactly one for each, or the provider counts wrong.
     *
     * @param applied false if it was refused
     */
    record SyncStatus(boolean applied) implements HocuspocusMessage {}

    /** Asks for a {@link Pong}, without an address. A provider before version 4 doesn't know it. */
    record Ping() implements HocuspocusMessage {}

    /** Answers a {@link Ping}, without an address. */
    record Pong() implements HocuspocusMessage {}

    /**
     * A message of a type that isn't known here, of an extension or a later version. Its body is lost.
     *
     * @param type its type, at least 11
     */
    record Unknown(long type) implements HocuspocusMessage {}

    /**
     * Reads one message behind its address and moves the buffer's position to what follows it.
     *
     * @param buffer the message; not kept
     * @return the message; neither an update nor the JSON of states is decoded yet
     * @throws MalformedUpdateException if the bytes end early or aren't as the type demands; the position hasn't moved
     *     then
     */
    static HocuspocusMessage decode(ByteBuffer buffer) {
        return Frames.read(buffer, HocuspocusCodec::read);
    }

    /**
     * Writes the message without an address.
     *
     * @return the bytes, a new array
     */
    default byte[] encode() {
        return Frames.write(out -> HocuspocusCodec.write(out, this));
    }
}
