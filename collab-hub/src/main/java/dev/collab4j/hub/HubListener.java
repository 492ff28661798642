package dev.collab4j.hub;

/**
 * Hears who has changed what: each update that this hub has accepted, once it is durable, exactly once, those of one room
 * in the order in which the room has taken them. For an audit log, a counter, a mail to who follows a page.
 *
 * <p>Called on the hub's blocking executor: plain blocking code is fine. Rooms share four lanes, a room is always in the same
 * one: the calls of a lane come one at a time, those of different lanes at the same time. A call that throws has had its
 * event: that is logged, and the next one comes. While a call hangs only the events of its lane wait, at most
 * {@link HubOptions#maxQueuedEvents} and 16 MiB in all lanes; those that come after that are not kept, and each room of
 * which some are missing gets a {@link HubEvent.Gap} in their place. Rooms, clients and the store notice nothing of all this.
 *
 * <p>Of a cluster each hub tells what it has accepted itself, from its clients and by {@link Room#edit}: all hubs together
 * tell everything once. Seeds aren't told, nor updates that an {@link UpdateFilter} has refused. What a process that is killed has
 * not told yet is in the store, with its author, and isn't told again.
 */
@FunctionalInterface
public interface HubListener {

    /**
     * Hears an event.
     *
     * @param event what has happened, not null
     * @throws Exception is logged, and changes nothing
     */
    void onEvent(HubEvent event) throws Exception;
}
