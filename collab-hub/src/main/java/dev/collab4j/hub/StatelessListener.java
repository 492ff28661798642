package dev.collab4j.hub;

/**
 * Hears what HocuspocusProvider clients send past the document, by {@code sendStateless}. Called on the hub's blocking
 * executor: plain blocking code is fine. The messages of one client to one room come one at a time and in order, those of
 * others at the same time. While a call hangs its client's further messages wait, and then nothing more is read from it.
 */
@FunctionalInterface
public interface StatelessListener {

    /**
     * Hears a message.
     *
     * @param message what was sent, by whom, and the ways to answer; not null
     * @throws Exception is logged, and changes nothing
     */
    void onStateless(StatelessMessage message) throws Exception;
}
