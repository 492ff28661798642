package dev.collab4j.hub.internal.engine;

/** Something that wants into a room, and waits for its load; called on the room's turns. */
public interface Visit {

    /**
     * The room has its document.
     *
     * @param room the room
     */
    void enter(RoomActor room);

    /**
     * The room could not be loaded, or its document is gone.
     *
     * @param why the reason
     */
    void failed(Throwable why);
}
