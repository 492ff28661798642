package dev.collab4j.hub.internal.jfr;

import dev.collab4j.spi.storage.StoredUpdate;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A batch of updates that the store took long for. */
@Name("dev.collab4j.Append")
@Label("Append to the Store")
@Description("A batch of updates is written to the store")
@Category("Collab")
@StackTrace(false)
@Threshold("20 ms")
public final class AppendEvent extends Event {

    @Label("Room")
    @Description("None if the batch is of several")
    @Nullable
    String room;

    @Label("Rooms")
    long rooms;

    @Label("Updates")
    int updates;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Succeeded")
    @Description("False if the store threw: then the batch is tried again")
    boolean succeeded;

    private AppendEvent() {}

    /**
     * An append begins.
     *
     * @return the event to end
     */
    public static AppendEvent begun() {
        AppendEvent event = new AppendEvent();
        event.begin();
        return event;
    }

    /**
     * The store has answered.
     *
     * @param ofRoom the room that all of it is of, null if of several
     * @param batch what it was given
     * @param success whether it took that
     */
    public void end(@Nullable String ofRoom, List<StoredUpdate> batch, boolean success) {
        end();
        if (shouldCommit()) {
            room = ofRoom;
            rooms = batch.stream().map(StoredUpdate::document).distinct().count();
            updates = batch.size();
            bytes = batch.stream().mapToLong(update -> update.bytes().length).sum();
            succeeded = success;
            commit();
        }
    }
}
