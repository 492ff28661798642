package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.ChangeSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.hub.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of an update from a session into the document: access, room for it, is it new, the limit of the document, the
 * filter; then it is stored, sent on and acknowledged. Lives on the room's turns.
 */
final class Intake {

    /** The room around it. */
    interface Owner {

        /** Whether a session is in the room. */
        boolean isHere(RoomSession session);

        /** Has a client send what isn't here. */
        void askForMissing(RoomSession session);

        /** A filter has refused what can't be undone at the client. */
        void sendAway(RoomSession session, String reason);
    }

    private static final Duration ASK_FOR_MISSING_AFTER = Duration.ofSeconds(1);
    /** The answer still lacked something, which somebody else may bring. */
    private static final Duration ASK_ONCE_MORE_AFTER = Duration.ofSeconds(30);

    private final Engine engine;
    private final SerialExecutor room;
    private final RoomDocument document;
    private final Doc doc;
    private final Persister persister;
    private final Changes changes;
    private final Outbox outbox;
    private final DocumentSize size;
    private final @Nullable Judge judge;
    private final Owner owner;
    private boolean askPlanned;
    /** Nothing is taken, as the document is being copied to another name. */
    private boolean isFrozen;

    Intake(
            Engine engine,
            String name,
            SerialExecutor room,
            RoomDocument document,
            Persister persister,
            Changes changes,
            Outbox outbox,
            DocumentSize size,
            Owner owner) {
        this.engine = engine;
        this.room = room;
        this.document = document;
        this.doc = document.doc();
        this.persister = persister;
        this.changes = changes;
        this.outbox = outbox;
        this.size = size;
        this.owner = owner;
        UpdateCheck check = engine.check();
        judge = check == null ? null : new Judge(check, name, document);
    }

    void freeze(boolean frozen) {
        isFrozen = frozen;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    /** SyncStep2 has all that its client has, also what was not taken before. */
    void receiveAnswer(RoomSession session, Update update) {
        if (!session.mayWrite()) {
            receiveFromReader(session, update);
        } else if (take(session, update, true)) {
            session.acknowledgements().acknowledgeAnswer();
        }
    }

    /** A reader may have what is here: its provider wants that acknowledged. */
    private void receiveFromReader(RoomSession session, Update update) {
        if (session.countsAcknowledgements() && doc.contains(update)) {
            session.acknowledgements().acknowledgeAnswer();
        } else {
            session.acknowledgements().refuse();
        }
    }

    void receiveUpdate(RoomSession session, Update update) {
        if (!session.mayWrite()) {
            session.acknowledgements().refuse();
            session.acknowledgements().drop();
        } else if (take(session, update, false)) {
            session.acknowledgements().acknowledge();
        } else {
            session.acknowledgements().drop();
        }
    }

    /** False if not all of it was taken. */
    private boolean take(RoomSession session, Update update, boolean isAnswer) {
        if (isFrozen || persister.isFull()) {
            session.acknowledgements().askAgain();
            return false;
        }
        if (doc.contains(update)) {
            takeKnown(session, update);
            return true;
        }
        return takeNew(session, update, isAnswer);
    }

    /** It may be new to the store, and is echoed when it isn't any more; till then the room has to keep it once more. */
    private void takeKnown(RoomSession session, Update update) {
        session.acknowledgements().oweKnown(update);
        if (!session.countsAcknowledgements()) {
            persister.keep(update);
        }
    }

    private boolean takeNew(RoomSession session, Update update, boolean isAnswer) {
        if (size.isTooMuch(update)) {
            engine.tally().refused(Refusal.DOCUMENT);
            session.close(RoomCloseCodes.TOO_LARGE, "the document is full: load it again, and delete something");
            return false;
        }
        if (!persister.reserve(update)) {
            session.acknowledgements().askAgain();
            return false;
        }
        try {
            return takeWithRoom(session, update, isAnswer);
        } finally {
            persister.release(update);
        }
    }

    private boolean takeWithRoom(RoomSession session, Update update, boolean isAnswer) {
        if (isAnswer) {
            outbox.relay();
            session.acknowledgements().keepOwed();
        }
        if (judge != null) {
            return submit(judge, session, update, isAnswer);
        }
        accept(session, update);
        return true;
    }

    /** What has to wait isn't taken where it has to be judged: it would come into effect unseen. */
    private boolean submit(Judge to, RoomSession session, Update update, boolean isAnswer) {
        ChangeSet wanted = doc.changes(update);
        if (!wanted.waits()) {
            if (decide(to, session, update, wanted)) {
                session.acknowledgements().owe(update);
            }
            return true;
        }
        Update ready = doc.withoutWaiting(update);
        if (doc.contains(ready) || decide(to, session, ready, doc.changes(ready))) {
            askForRest(session, isAnswer);
        }
        return false;
    }

    /** False if the session is sent away. */
    private boolean decide(Judge by, RoomSession session, Update update, ChangeSet wanted) {
        Verdict done = by.judge(session, update, wanted);
        if (done.kind() != Verdict.Kind.ACCEPT) {
            engine.tally().refused(Refusal.FILTER);
        }
        switch (done.kind()) {
            case ACCEPT -> accepted(session);
            case REVOKE, COMPENSATE -> revoked(session);
            case RESET -> owner.sendAway(session, done.reason());
        }
        return done.kind() != Verdict.Kind.RESET;
    }

    /** Not the raw update: where nothing waits it says no more, and it may hold what nobody has judged or can see. */
    private void accepted(RoomSession session) {
        changes.storeEmitted(session.user(), session.id());
        changes.send(session);
    }

    /** Nobody is the author of what is left. The client learns it like a change of others, or by its echo. */
    private void revoked(RoomSession session) {
        Update emitted = document.emitted();
        changes.storeEmitted(null, session.id());
        if (emitted != null && !session.countsAcknowledgements()) {
            session.acknowledgements().withhold(emitted);
        }
        changes.send(session.countsAcknowledgements() ? null : session);
    }

    private void askForRest(RoomSession session, boolean isAnswer) {
        if (session.acknowledgements().askAgain()) {
            Duration delay = isAnswer ? ASK_ONCE_MORE_AFTER : ASK_FOR_MISSING_AFTER;
            engine.later(delay, () -> room.execute(() -> askAgain(session)));
        }
    }

    private void askAgain(RoomSession session) {
        if (session.acknowledgements().clearAsksAgain() && owner.isHere(session)) {
            owner.askForMissing(session);
        }
    }

    private void accept(RoomSession session, Update update) {
        document.apply(update, session);
        // raw: what waits for other updates gives no event, and has to be stored all the same
        changes.store(update, session.user(), session.id());
        changes.send(session);
        session.acknowledgements().owe(update);
        if (doc.hasPending()) {
            session.acknowledgements().park();
            planToAsk(session);
        }
    }

    private void planToAsk(RoomSession session) {
        if (!askPlanned) {
            askPlanned = true;
            engine.later(ASK_FOR_MISSING_AFTER, () -> room.execute(() -> askIfStillMissing(session)));
        }
    }

    private void askIfStillMissing(RoomSession session) {
        askPlanned = false;
        if (doc.hasPending() && owner.isHere(session)) {
            owner.askForMissing(session);
        }
    }
}
