package dev.collab4j.hub.internal.engine;

import dev.collab4j.core.ChangeSet;
import dev.collab4j.core.Doc;
import dev.collab4j.core.Update;
import dev.collab4j.hub.Verdict;
import org.jspecify.annotations.Nullable;

/** Asks the host about an update. */
@FunctionalInterface
public interface UpdateCheck {

    /**
     * Asks.
     *
     * @param room which room it is for
     * @param session who sends it
     * @param update what is sent
     * @param changes what it would change
     * @param document the document as it is
     * @return what the host says, maybe nothing
     */
    @Nullable
    Verdict judge(String room, RoomSession session, Update update, ChangeSet changes, Doc document);
}
