package dev.collab4j.core.internal.store;

/**
 * Where the content of an item that was deleted and redone is now: the id of its first element. Items that were redone
 * never merge, so one such id is enough for each.
 */
public record Redone(ClientLog log, int clock) {
    Redone plus(int offset) {
        return new Redone(log, clock + offset);
    }
}
