package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Update;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update for sessions that read slowly, in messages of limited size. All sessions that are to get the same share it:
 * what their connections have not written yet are the same bytes. Lives on the room's turns.
 */
final class LongMessage {

    /** Of the update in a message: beside it there is little more than its length. */
    static final int MAX_BYTES = (256 << 10) - 64;

    /** Where one begins that nobody else can use. */
    static final long OF_ONE = -2;

    private final long from;
    private final long turn;
    private final List<Update> pieces;
    private final List<SharedFrames> messages = new ArrayList<>();
    /** How many pieces have structs alone. */
    private final int withoutDeletes;

    private @Nullable SharedFrames answer;
    private int users;
    private boolean closed;

    /**
     * What brings who has the turn {@code from} to {@code turn}.
     *
     * @param from {@link Ring#NOTHING} if it is for all
     */
    LongMessage(long from, long turn, Update update) {
        this.from = from;
        this.turn = turn;
        pieces = update.split(MAX_BYTES);
        pieces.forEach(piece -> messages.add(new SharedFrames(encode(new SyncMessage.Update(piece)))));
        withoutDeletes =
                (int) pieces.stream().takeWhile(LongMessage::deletesNothing).count();
    }

    private static boolean deletesNothing(Update piece) {
        return piece.deleteSet().toMap().isEmpty();
    }

    private static byte[] encode(SyncMessage message) {
        return new Message.Sync(message).encode();
    }

    long from() {
        return from;
    }

    long turn() {
        return turn;
    }

    boolean isCut() {
        return messages.size() > 1;
    }

    /** The size of the update. */
    int bytes() {
        return pieces.stream().mapToInt(piece -> piece.toV1().length).sum();
    }

    /** How many messages it takes. */
    int size(boolean asAnswer) {
        return asAnswer ? firstOfAnswersEnd() + 1 : messages.size();
    }

    private int firstOfAnswersEnd() {
        return Math.min(withoutDeletes, messages.size() - 1);
    }

    void use() {
        users++;
    }

    /** Whether it was used for the last time. */
    boolean release() {
        users--;
        return users == 0 && !closed;
    }

    /** Nobody is sent anything of it any more; what was sent stays what it is. */
    void close() {
        closed = true;
        messages.forEach(SharedFrames::close);
        if (answer != null) {
            answer.close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Sends one of its messages. An answer to a question ends with a SyncStep2, as only that says "synced"; which has all
     * the deletes, as in an Update those that the client has made would look like their echo.
     */
    void send(int at, boolean asAnswer, RoomSession session) {
        (asAnswer && at == firstOfAnswersEnd() ? endOfAnswer() : messages.get(at)).sendTo(session);
    }

    private SharedFrames endOfAnswer() {
        if (answer == null) {
            Update end = Update.merge(pieces.subList(firstOfAnswersEnd(), pieces.size()));
            answer = new SharedFrames(encode(new SyncMessage.Step2(end)));
        }
        return answer;
    }
}
