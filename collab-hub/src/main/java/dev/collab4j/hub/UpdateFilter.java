package dev.collab4j.hub;

/**
 * Decides about updates of clients by what they would change, before anything of them is in the document, the store, or
 * at anybody else's. Asked about each update that would change something that can be seen, of sessions that may write;
 * not about {@link Room#edit} and {@link RoomSeeder}, nor about what comes from the store or from other hubs, which have
 * asked theirs: all hubs of a store need the same filter.
 *
 * <p>Called on the room's turn: while it decides nothing else happens in its room, so it must not block. Calls for different
 * rooms come at the same time. One that throws, or returns null, has refused the update, as by {@link Verdict#compensate};
 * that is logged.
 *
 * <p>An update is accepted or refused as a whole. What a client did while it was away comes as one update.
 *
 * <p>With a filter an update that depends on something that isn't there isn't kept until that comes, as it is without: a
 * filter can't see yet what it would change. The part that doesn't wait is judged. The client is asked for the rest once more
 * a second later, with what it depends on, and gets its acknowledgement then. What waits in a document from before, or from
 * another hub, is judged again, with the update that brings what it waits for ({@code ChangeSet.unlocks}).
 *
 * <p>With a filter updates aren't stored as the client has sent them, but as they have changed the document: so nothing is
 * stored of content that can't be seen, because it comes deleted, or into something that is.
 *
 * <pre>{@code
 * UpdateFilter onlyStatus = update -> update.changes().changes().stream()
 *                 .allMatch(change -> change.root().equals("card") && "status".equals(change.key()))
 *         ? Verdict.accept()
 *         : Verdict.compensate("only the status may be changed");
 * }</pre>
 */
@FunctionalInterface
public interface UpdateFilter {

    /**
     * Decides.
     *
     * @param update what would change, and who sends it; valid during the call only, not null
     * @return the verdict, not null
     */
    Verdict judge(ProposedUpdate update);
}
