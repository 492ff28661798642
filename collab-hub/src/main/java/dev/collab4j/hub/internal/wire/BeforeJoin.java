package dev.collab4j.hub.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends before it is in, in bounded memory: its last question for the document and its last presence. Of
 * updates only the number is kept, as its answer to our SyncStep1 has all that was in them.
 */
final class BeforeJoin {

    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int STEP_1 = 0;
    /** SyncStep1 of one who has nothing, and so is told everything. */
    private static final byte[] ASKS_FOR_ALL = {SYNC, STEP_1, 1, 0};

    private final int maxMessageBytes;
    private final List<byte[]> others = new ArrayList<>();
    private byte @Nullable [] question;
    private byte @Nullable [] presence;
    private int updates;

    /** Messages above {@code maxMessageBytes} aren't kept. */
    BeforeJoin(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * What goes on when the client was turned away: it may be let in later, and doesn't ask again then. Nothing more is
     * kept of it but the number of updates.
     */
    BeforeJoin afterDenial() {
        BeforeJoin after = new BeforeJoin(0);
        after.question = ASKS_FOR_ALL;
        after.updates = updates;
        return after;
    }

    /**
     * Keeps of a message what is to be kept.
     *
     * @return false if it is too large, and of a kind that can't be left out
     */
    boolean add(ByteBuffer message) {
        boolean fits = message.remaining() <= maxMessageBytes;
        int type = message.get(message.position());
        if (type == SYNC) {
            addSync(message, fits);
        } else if (type == AWARENESS) {
            presence = fits ? copy(message) : presence;
        } else if (fits) {
            others.add(copy(message));
        }
        return fits || type == SYNC || type == AWARENESS;
    }

    private void addSync(ByteBuffer message, boolean fits) {
        if (isQuestion(message)) {
            question = fits ? copy(message) : ASKS_FOR_ALL;
            updates = 0; // the client forgets what it had counted
        } else {
            updates++;
        }
    }

    /** Whether a message is SyncStep1: the client asks for the document. */
    static boolean isQuestion(ByteBuffer message) {
        int at = message.position();
        return message.remaining() > 1 && message.get(at) == SYNC && message.get(at + 1) == STEP_1;
    }

    private static byte[] copy(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        return bytes;
    }

    /** How much is kept. */
    int bytes() {
        return messages().stream().mapToInt(ByteBuffer::remaining).sum();
    }

    /** How many updates came. */
    int updates() {
        return updates;
    }

    /** The rest, in the order in which a client sends it. */
    List<ByteBuffer> messages() {
        List<ByteBuffer> all = new ArrayList<>();
        if (question != null) {
            all.add(ByteBuffer.wrap(question));
        }
        if (presence != null) {
            all.add(ByteBuffer.wrap(presence));
        }
        others.forEach(other -> all.add(ByteBuffer.wrap(other)));
        return all;
    }
}
