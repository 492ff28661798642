package dev.collab4j.hub;

/**
 * Gets the content of a room whenever it has changed, at its leisure: for the application's own page, a search index, a
 * webhook. Called when what was edited is durable and the room was quiet for {@link ContentOptions#interval}, and while it
 * isn't quiet at least every {@link ContentOptions#maxDelay}.
 *
 * <p>Called on the hub's blocking executor: plain blocking code is fine. There is one call at a time for a room, and at
 * most {@link ContentOptions#threads} for all; a slow one delays its own room, which goes on being edited meanwhile. A call
 * that throws, or is still running after {@link ContentOptions#timeout} and then interrupted, is repeated with the content
 * of that time, after {@link HubOptions#minRetryDelay}, doubling up to {@link HubOptions#maxRetryDelay}, and gets the
 * authors again: each content comes at least once, unless a newer one takes its place. A room doesn't leave memory before
 * its content was asked for; for a repetition it is loaded again.
 *
 * <p>{@link CollabHub#drain} and {@link CollabHub#close} ask for the content of all rooms at once and wait for the calls as
 * long as they may; what remains is logged. Seeding a room is no change, and a deleted room has no content. A process that is
 * killed takes along which rooms it hadn't told of; {@code docs/embedding.md} says how to catch up.
 *
 * <p>Of a cluster each hub that has the room in memory calls its hook, also for what the others' clients have changed, but
 * with the authors of its own: after the last edit each of them gets all content, in no order between them.
 */
@FunctionalInterface
public interface ContentHook {

    /**
     * Takes the content of a room.
     *
     * @param content what is in the room, and who has changed it; not null
     * @throws Exception if it has to be called again
     */
    void onContent(RoomContent content) throws Exception;
}
