package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.Change;
import dev.collab4j.core.ChangeSet;
import dev.collab4j.core.Update;
import dev.collab4j.hub.Verdict;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the application decide about updates, of which nothing waits, and applies them to the document, or takes them back.
 * Lives on the room's turns.
 */
final class Judge {

    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    private final UpdateCheck check;
    private final String room;
    private final RoomDocument document;
    private boolean hasFailed;

    Judge(UpdateCheck check, String room, RoomDocument document) {
        this.check = check;
        this.room = room;
        this.document = document;
    }

    /**
     * Decides, and does it. What comes back is what was done: where the verdict isn't enough to undo the update, nothing,
     * and the verdict is RESET.
     */
    Verdict judge(RoomSession session, Update update, ChangeSet changes) {
        Verdict verdict = changes.isEmpty() ? Verdict.accept() : ask(session, update, changes);
        if (verdict.kind() == Verdict.Kind.ACCEPT) {
            document.apply(update, session);
            return verdict;
        }
        LOG.debug("An update is refused ({}): {}", verdict.kind(), verdict.reason());
        return suffices(verdict, changes) && document.revoke(update, session)
                ? verdict
                : Verdict.reset(verdict.reason());
    }

    /** One that fails must not let anything through. */
    @SuppressWarnings("CatchingUnchecked")
    private Verdict ask(RoomSession session, Update update, ChangeSet changes) {
        try {
            return Objects.requireNonNull(
                    check.judge(room, session, update, changes, document.doc()), "the filter returned null");
        } catch (RuntimeException | Error e) {
            log(e);
            return Verdict.compensate("the update can't be checked");
        }
    }

    /** A client that makes the filter fail can do so many times a second. */
    private void log(Throwable failure) {
        if (hasFailed) {
            LogContext.in(room, () -> LOG.debug("The filter of updates failed again", failure));
        } else {
            hasFailed = true;
            String text = "The filter of updates failed; the update is refused, more of this room are logged at DEBUG";
            LogContext.in(room, () -> LOG.error(text, failure));
        }
    }

    private static boolean suffices(Verdict verdict, ChangeSet changes) {
        return switch (verdict.kind()) {
            case REVOKE -> changes.changes().stream().noneMatch(Judge::takesValue);
            case COMPENSATE -> true;
            case ACCEPT, RESET -> false;
        };
    }

    private static boolean takesValue(Change change) {
        return change.kind() == Change.Kind.KEY_UPDATE || change.kind() == Change.Kind.KEY_DELETE;
    }
}
