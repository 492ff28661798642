package dev.collab4j.core.awareness;

import dev.collab4j.core.internal.lib0.JsJson;
import java.util.Objects;

/** The state of one client that is here. Immutable. */
public final class AwarenessState {
    private final long clock;
    private final String json;

    /** The text has been parsed once, so that it is known to be JSON. */
    AwarenessState(long clock, String json) {
        this.clock = clock;
        this.json = json;
    }

    /**
     * Returns the clock of the state.
     *
     * @return how many states the client has had before, 0 to 2^53-1
     */
    public long clock() {
        return clock;
    }

    /**
     * Returns the state as text.
     *
     * @return the JSON as the client wrote it, never {@code null} (the four letters)
     */
    public String json() {
        return json;
    }

    /**
     * Parses the text. By agreement it is an object, but clients may send any JSON.
     *
     * @return a Map of String to value, or a List, String, Long, Double or Boolean; mutable and new with each call
     */
    public Object value() {
        return Objects.requireNonNull(JsJson.parse(json));
    }

    AwarenessState withClock(long newClock) {
        return new AwarenessState(newClock, json);
    }

    /** Describes the state for logs without showing it. */
    @Override
    public String toString() {
        return "AwarenessState[clock=" + clock + ", " + json.length() + " characters]";
    }
}
