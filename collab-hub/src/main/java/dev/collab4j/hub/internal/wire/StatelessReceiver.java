package dev.collab4j.hub.internal.wire;

import dev.collab4j.hub.internal.engine.RoomActor;
import dev.collab4j.hub.internal.engine.RoomSession;

/** Takes what clients send past the documents; may block. */
@FunctionalInterface
public interface StatelessReceiver {

    /**
     * Takes a payload.
     *
     * @param room where its sender is
     * @param sender who sends it
     * @param payload what it is
     * @throws Exception what the host throws
     */
    void receive(RoomActor room, RoomSession sender, String payload) throws Exception;
}
