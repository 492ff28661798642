package dev.collab4j.core.internal.preview;

/** Takes what an update would change. */
@FunctionalInterface
public interface EffectSink {
    /**
     * Takes one effect.
     *
     * @param place the list or the key, in a type of the document or in a root that isn't there yet
     * @param elements what comes; for a deletion what goes
     */
    void accept(Place place, Effect effect, Tally elements);
}
