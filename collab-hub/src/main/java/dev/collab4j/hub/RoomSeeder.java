package dev.collab4j.hub;

import dev.collab4j.core.Doc;

/**
 * Gives a document that the store has never seen its first content: a template, or the page that the application has had
 * so far. Called when somebody enters such a room, before anybody sees it, on the hub's blocking executor: plain blocking
 * code is fine. What it writes is stored before anybody sees it, and exactly once, however many hubs do this at the same
 * time: the others' is thrown away.
 */
@FunctionalInterface
public interface RoomSeeder {

    /**
     * Fills a document.
     *
     * @param room the room's name, not null
     * @param doc the empty document, to be filled and not kept, not null; one that is left empty is seeded again when the
     *     room is loaded the next time
     * @throws Exception if it can't be seeded now: nobody gets in, and who waits is told to try again later
     */
    void seed(String room, Doc doc) throws Exception;
}
