package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Doc;
import dev.collab4j.core.StateVector;
import dev.collab4j.core.Update;
import dev.collab4j.core.awareness.AwarenessUpdate;
import dev.collab4j.core.protocol.Message;
import dev.collab4j.core.protocol.SyncMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a room get that can't keep up. Above the high-water mark of its connection nothing more is queued
 * for a session; when that has drained it gets what it has missed, in messages of limited size, each one only when the
 * connection takes it, then who is there now, and what it is owed. A question with a long answer makes a session fall
 * behind as well. Lives on the room's turns.
 */
final class CatchUp {

    /** Such an answer isn't worth sharing. */
    private static final int SMALL_ANSWER = 16 << 10;
    /** Of those that are cut: beyond it all are told the whole document, which they can share. */
    private static final int MAX_LONG_MESSAGES = 4;

    private final Doc doc;
    private final Outbox outbox;
    private final Persister persister;
    private final Presences presences;
    private final Tally tally;
    private final Ring ring;
    private final List<LongMessage> messages = new ArrayList<>();
    /** The whole document as it is, for who comes next. */
    private @Nullable LongMessage latest;

    private boolean latestIsOld;

    CatchUp(Doc doc, Outbox outbox, Persister persister, Presences presences, Tally tally) {
        this.doc = doc;
        this.outbox = outbox;
        this.persister = persister;
        this.presences = presences;
        this.tally = tally;
        this.ring = new Ring(doc, tally);
    }

    /** The last turn that has changed something. */
    long turn() {
        return ring.turn();
    }

    /** What this turn has changed, once it is sent to all who keep up. */
    void changed(Update changes) {
        forgetLatest();
        ring.add(changes);
    }

    /** Now and then: what nobody has asked for meanwhile isn't kept. */
    void tick() {
        if (latestIsOld) {
            forgetLatest();
        }
        latestIsOld = true;
    }

    private void keepLatest(LongMessage message) {
        latestIsOld = false;
        if (message.from() == Ring.NOTHING && message != latest) {
            forgetLatest();
            message.use();
            latest = message;
        }
    }

    /** The room lets its document go. */
    void close() {
        forgetLatest();
    }

    private void forgetLatest() {
        LongMessage old = latest;
        latest = null;
        if (old != null && old.release()) {
            discard(old);
        }
    }

    /** At the end of a turn: who can't keep up gets nothing more. */
    void markLag(Iterable<RoomSession> sessions) {
        for (RoomSession session : sessions) {
            if (session.lag() == null && !session.isWritable()) {
                fallBehind(session);
            }
        }
    }

    private Lag fallBehind(RoomSession session) {
        tally.lagged();
        return session.startLag(hold());
    }

    private long hold() {
        return ring.hold(outbox.isEmpty() ? doc.stateVector() : null);
    }

    /** It has left. */
    void left(RoomSession session) {
        Lag lag = session.lag();
        if (lag != null) {
            end(session, lag);
        }
    }

    private void end(RoomSession session, Lag lag) {
        finish(session, lag);
        ring.release(lag.turn());
        session.endLag();
    }

    // Questions

    /** SyncStep1 names what is durable: so a client sends again what is not, and gets its echo when it is. */
    void askForMissing(RoomSession session) {
        Lag lag = session.lag();
        if (lag == null) {
            session.send(new Message.Sync(new SyncMessage.Step1(persister.durableState())));
        } else {
            lag.askForMissing();
        }
    }

    /** The size of the answer, 0 if it comes later. */
    int answer(RoomSession session, StateVector target) {
        if (session.lag() == null && !session.isWritable()) {
            fallBehind(session);
        }
        Lag lag = session.lag();
        if (lag != null) {
            lag.askFor(target);
            return 0;
        }
        return session.acknowledgements().mustNotBeAnswered()
                ? sendAnswer(session, doc.encodeStateAsUpdate(target)) // in pieces it would look like an echo
                : answerInPieces(session, target);
    }

    private static int sendAnswer(RoomSession session, Update answer) {
        session.send(new Message.Sync(new SyncMessage.Step2(answer)));
        return answer.toV1().length;
    }

    private int answerInPieces(RoomSession session, StateVector target) {
        LongMessage known = known(beginOf(target), 0);
        if (known != null) {
            return answer(session, target, known);
        }
        Update answer = doc.encodeStateAsUpdate(target);
        if (isWorthSharing(answer.toV1().length, beginOf(target))) {
            return answer(session, target, messageOf(beginOf(target), 0, () -> answer));
        }
        return sendAnswer(session, answer);
    }

    private static boolean isWorthSharing(int bytes, long from) {
        return bytes > (from == LongMessage.OF_ONE ? LongMessage.MAX_BYTES : SMALL_ANSWER);
    }

    private int answer(RoomSession session, StateVector target, LongMessage message) {
        Lag lag = session.startLag(ring.holdAgain(message.turn()));
        keepLatest(message);
        begin(lag, message, target);
        goOn(session, lag);
        if (session.lag() != null) {
            tally.lagged();
        }
        return message.bytes();
    }

    /** What everybody can be answered is shared. */
    private static long beginOf(StateVector target) {
        return target.equals(StateVector.empty()) ? Ring.NOTHING : LongMessage.OF_ONE;
    }

    // Messages

    /** A message that begins there and brings up to a turn: one of now, or one that is too long to be made again. */
    private @Nullable LongMessage known(long from, long atLeast) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            LongMessage message = messages.get(i);
            if (message.from() == from && message.turn() >= atLeast && (message.isCut() || isOfNow(message))) {
                return from == LongMessage.OF_ONE ? null : message;
            }
        }
        return null;
    }

    private boolean isOfNow(LongMessage message) {
        return message.turn() == ring.turn();
    }

    /** A message that begins there, or earlier, and brings up to a turn at least. */
    private LongMessage messageOf(long from, long atLeast, Supplier<Update> update) {
        LongMessage known = known(from, atLeast);
        if (known != null) {
            return known;
        }
        return hasTooMany() ? messageOfAll(atLeast) : keep(from, update.get());
    }

    private LongMessage messageOfAll(long atLeast) {
        LongMessage known = known(Ring.NOTHING, atLeast);
        return known == null ? keep(Ring.NOTHING, doc.encodeStateAsUpdate()) : known;
    }

    private boolean hasTooMany() {
        return messages.stream().filter(LongMessage::isCut).count() >= MAX_LONG_MESSAGES;
    }

    /** Who is getting the oldest one, and is slower than all the others, begins again. */
    private LongMessage keep(long from, Update update) {
        if (hasTooMany()) {
            messages.stream().filter(LongMessage::isCut).findFirst().ifPresent(this::discard);
        }
        LongMessage message = new LongMessage(from, hold(), update);
        messages.add(message);
        return message;
    }

    private void discard(LongMessage message) {
        messages.remove(message);
        ring.release(message.turn());
        message.close();
    }

    private static void begin(Lag lag, LongMessage message, @Nullable StateVector answering) {
        message.use();
        lag.begin(message, answering);
    }

    /** What it was sent is over: it has that now, or has to be sent something else. */
    private void finish(RoomSession session, Lag lag) {
        LongMessage message = lag.message();
        if (message == null) {
            return;
        }
        if (lag.endMessage()) {
            moveTo(lag, ring.holdAgain(message.turn()));
        } else {
            session.acknowledgements().missEchoes();
        }
        if (message.release()) {
            discard(message);
        }
    }

    private void moveTo(Lag lag, long held) {
        ring.release(lag.turn());
        lag.turn(held);
    }

    // Catching up

    /** Its connection has drained, or something has become durable. */
    void writable(RoomSession session) {
        Lag lag = session.lag();
        if (lag != null) {
            goOn(session, lag);
        }
    }

    private void goOn(RoomSession session, Lag lag) {
        while (session.isWritable()) {
            if (lag.isSending()) {
                lag.sendNext(session);
            } else if (!beginNext(session, lag)) {
                return;
            }
        }
    }

    /** False if there is nothing more to be sent, or not yet. */
    private boolean beginNext(RoomSession session, Lag lag) {
        finish(session, lag);
        boolean lacks = lag.wantsAll() || lag.turn() < ring.turn();
        StateVector asked = lag.askedFor();
        if (!lacks && asked == null) {
            caughtUp(session, lag);
            return false;
        }
        Acknowledgements acknowledgements = session.acknowledgements();
        if (!acknowledgements.mayCatchUp()) {
            return false;
        }
        boolean isAnswerEnough = !lacks || acknowledgements.mustNotBeTold();
        if (asked != null && isAnswerEnough && !acknowledgements.mustNotBeAnswered()) {
            tellWhatItAskedFor(lag, asked);
        } else if (acknowledgements.mustNotBeTold()) {
            tellAsAnswer(session, lag);
        } else {
            tellWhatIsNew(session, lag);
        }
        return true;
    }

    private void tellWhatItAskedFor(Lag lag, StateVector asked) {
        lag.askFor(null);
        begin(lag, messageOf(beginOf(asked), lag.turn(), () -> doc.encodeStateAsUpdate(asked)), asked);
    }

    /** In one piece: several would look like an echo of what isn't durable. */
    private void tellAsAnswer(RoomSession session, Lag lag) {
        StateVector asked = lag.askedFor();
        sendAnswer(session, asked == null ? ring.since(lag.turn()) : doc.encodeStateAsUpdate(asked));
        lag.askFor(null);
        moveTo(lag, hold());
    }

    private void tellWhatIsNew(RoomSession session, Lag lag) {
        long from = lag.wantsAll() ? Ring.NOTHING : ring.begin(lag.turn());
        long atLeast = session.acknowledgements().hasMissedEchoes() ? ring.turn() : lag.turn();
        begin(lag, messageOf(from, atLeast, () -> missedSince(lag)), null);
        lag.wantAll(false);
        session.acknowledgements().caughtUp();
    }

    private Update missedSince(Lag lag) {
        return lag.wantsAll() ? doc.encodeStateAsUpdate() : ring.since(lag.turn());
    }

    private void caughtUp(RoomSession session, Lag lag) {
        end(session, lag);
        AwarenessUpdate all = presences.allAnd(lag.removedPresences());
        if (lag.missesPresence() && !all.isEmpty()) {
            session.send(new Message.Awareness(all));
        }
        if (lag.asksForMissing()) {
            askForMissing(session);
        }
        session.acknowledgements().send();
    }
}
