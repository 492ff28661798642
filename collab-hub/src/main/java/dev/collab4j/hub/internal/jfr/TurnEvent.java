package dev.collab4j.hub.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A turn of a room that took long: nothing else of the room, and less of the others, happened meanwhile. */
@Name("dev.collab4j.Turn")
@Label("Turn of a Room")
@Description("What waited for a room, and the end of its turn: what it sends to its sessions")
@Category("Collab")
@StackTrace(false)
@Threshold("10 ms")
public final class TurnEvent extends Event {

    @Label("Room")
    @Nullable
    String room;

    @Label("Tasks")
    @Description("Messages and other things that were done in the turn")
    int tasks;

    @Label("Sessions")
    @Description("Clients in the room")
    int sessions;

    private TurnEvent() {}

    /**
     * A turn begins.
     *
     * @return the event to end
     */
    public static TurnEvent begun() {
        TurnEvent event = new TurnEvent();
        event.begin();
        return event;
    }

    /**
     * The turn is over.
     *
     * @param ofRoom whose it was
     * @param done how many tasks it did
     * @param occupancy how many sessions are in the room
     */
    public void end(String ofRoom, int done, int occupancy) {
        end();
        if (shouldCommit()) {
            room = ofRoom;
            tasks = done;
            sessions = occupancy;
            commit();
        }
    }
}
