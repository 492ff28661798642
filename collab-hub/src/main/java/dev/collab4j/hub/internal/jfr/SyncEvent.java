package dev.collab4j.hub.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** An answer to a client's question for a document that took long to make. */
@Name("dev.collab4j.Sync")
@Label("Synchronisation of a Client")
@Description("What a client lacks of a document is encoded and handed to its connection")
@Category("Collab")
@StackTrace(false)
@Threshold("10 ms")
public final class SyncEvent extends Event {

    @Label("Room")
    @Nullable
    String room;

    @Label("Session")
    @Nullable
    String session;

    @Label("Bytes")
    @Description("The size of the answer")
    @DataAmount
    int bytes;

    private SyncEvent() {}

    /**
     * An answer begins.
     *
     * @return the event to end
     */
    public static SyncEvent begun() {
        SyncEvent event = new SyncEvent();
        event.begin();
        return event;
    }

    /**
     * The answer is on its way.
     *
     * @param ofRoom the room's name
     * @param to the id of the session that has asked
     * @param size the bytes of the answer
     */
    public void end(String ofRoom, String to, int size) {
        end();
        if (shouldCommit()) {
            room = ofRoom;
            session = to;
            bytes = size;
            commit();
        }
    }
}
