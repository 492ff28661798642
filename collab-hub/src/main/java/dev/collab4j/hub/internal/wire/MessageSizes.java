package dev.collab4j.hub.internal.wire;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import dev.collab4j.hub.Limits;
import dev.collab4j.hub.internal.engine.Refusal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the limits say of a message. */
final class MessageSizes {

    private static final int AWARENESS = 1;

    /**
     * What is too large.
     *
     * @param limit for which limit
     * @param text for the client
     */
    record Problem(Refusal limit, String text) {}

    private MessageSizes() {}

    /** What is too large in a message that isn't decoded yet; null if nothing is. */
    static @Nullable Problem problem(ByteBuffer message, Limits limits) {
        int length = message.remaining();
        return isPresence(message) && length > limits.maxPresenceBytes()
                ? new Problem(Refusal.PRESENCE, "a presence of " + length + " bytes")
                : null;
    }

    /** Whether a message is about presence, as far as its type says. */
    static boolean isPresence(ByteBuffer message) {
        return message.hasRemaining() && message.get(message.position()) == AWARENESS;
    }

    /** What is too large in a message; null if nothing is. */
    static @Nullable Problem problem(Message message, Limits limits) {
        int length = message instanceof Message.Sync sync ? updateBytes(sync.message()) : 0;
        return length > limits.maxUpdateBytes()
                ? new Problem(Refusal.UPDATE, "an update of " + length + " bytes")
                : null;
    }

    private static int updateBytes(SyncMessage message) {
        if (message instanceof SyncMessage.Step2 step2) {
            return length(step2.update());
        }
        return message instanceof SyncMessage.Update update ? length(update.update()) : 0;
    }

    private static int length(Update update) {
        return update.toV1().length;
    }
}
